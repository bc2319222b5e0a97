/**
 * SipHash-1-3 with the key 0, 0: what Rust's standard library hashes with unless told otherwise.
 *
 * @see Aumasson, Bernstein, "SipHash: a fast short-input PRF", 2012; rust-lang/rust library/core/src/hash/sip.rs
 */

/** The initial state of the key 0, 0 as low and high words, "somepseudorandomlygeneratedbytes". */
const INITIAL = [
  0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
];
const FINAL_ROUNDS = 3;

/** v0 to v3 as low and high words; written anew by each call. */
const v = new Int32Array(8);

/**
 * Hashes bytes, given as little-endian words.
 *
 * @param words at least `length` bytes; those behind them must be 0.
 * @param length [bytes]
 * @returns the 64 bits as a number, rounded to the nearest double [0..2^64].
 */
export function sipHash13(words: Uint32Array, length: number): number {
  v.set(INITIAL);
  const blocks = length >>> 3;
  for (let i = 0; i < blocks; i++) mix(words[2 * i]! | 0, words[2 * i + 1]! | 0);
  const hasLow = 2 * blocks < words.length;
  const hasHigh = 2 * blocks + 1 < words.length;
  const high = (hasHigh ? words[2 * blocks + 1]! : 0) | ((length & 0xff) << 24);
  mix((hasLow ? words[2 * blocks]! : 0) | 0, high);
  v[4]! ^= 0xff;
  for (let i = 0; i < FINAL_ROUNDS; i++) round();
  const low = (v[0]! ^ v[2]! ^ v[4]! ^ v[6]!) >>> 0;
  return ((v[1]! ^ v[3]! ^ v[5]! ^ v[7]!) >>> 0) * 4294967296 + low;
}

/** Takes in one message word. */
function mix(low: number, high: number): void {
  v[6]! ^= low;
  v[7]! ^= high;
  round();
  v[0]! ^= low;
  v[1]! ^= high;
}

function round(): void {
  half(0, 2, 13);
  half(4, 6, 16);
  swap(0);
  half(4, 2, 17);
  half(0, 6, 21);
  swap(4);
}

/** `a += b; b = (b <<< by) ^ a` of 64 bits each. */
function half(a: number, b: number, by: number): void {
  const bLow = v[b]!;
  const bHigh = v[b + 1]!;
  const low = (v[a]! + bLow) | 0;
  const carry = low >>> 0 < bLow >>> 0 ? 1 : 0;
  v[a] = low;
  v[a + 1] = v[a + 1]! + bHigh + carry;
  v[b] = ((bLow << by) | (bHigh >>> (32 - by))) ^ low;
  v[b + 1] = ((bHigh << by) | (bLow >>> (32 - by))) ^ v[a + 1]!;
}

/** Rotates by 32. */
function swap(a: number): void {
  const low = v[a]!;
  v[a] = v[a + 1]!;
  v[a + 1] = low;
}
