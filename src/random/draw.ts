/**
 * Keyed draws: luck as a function of (seed, purpose, replication, entity, occurrence), with no state that moves along.
 * Whoever asks first, or how often others ask, changes nothing: common random numbers by construction.
 */
import seedrandom from "seedrandom";
import type { Purpose } from "./purposes.js";

/** The 128-bit key that stands for a seed text. Make it once per experiment: it costs some 20 µs. */
export interface SeedKey {
  readonly world: Stream;
  readonly twin: Stream;
}

/**
 * The luck of one purpose in one replication: a Threefry key of two words, and what its key schedule makes of them.
 * Plain int32 words, so that the object can be copied, compared and sent to a worker.
 */
export interface Stream {
  readonly k0: number;
  readonly k1: number;
  readonly k2: number;
  readonly k2plus1: number;
  readonly k0plus2: number;
  readonly k1plus3: number;
}

/** Skein's key-schedule parity, cut to 32 bits (Salmon et al. 2011, section 3.3). */
const PARITY = 0x1bd11bda;

function scheduled(k0: number, k1: number): Stream {
  const k2 = PARITY ^ k0 ^ k1;
  return { k0, k1, k2, k2plus1: (k2 + 1) | 0, k0plus2: (k0 + 2) | 0, k1plus3: (k1 + 3) | 0 };
}

/**
 * Turns seed text into key words with seedrandom's ARC4.
 *
 * ARC4 repeats its key, so that seedrandom gives "1", "11" and "111" the same luck, and it reads one byte of each
 * character; hence the text goes in as UTF-8 with an end mark.
 *
 * @param seedText any text without NUL characters; the empty text is a seed like any other.
 */
export function seedKey(seedText: string): SeedKey {
  const bytes = Array.from(new TextEncoder().encode(seedText), (byte) => String.fromCharCode(byte));
  const generator = seedrandom(`${bytes.join("")}\0`);
  const word = () => generator.int32();
  return { world: scheduled(word(), word()), twin: scheduled(word(), word()) };
}

/**
 * Derives the stream of one purpose in one replication; streams of different arguments are independent.
 * Make it once per run: 64 key bits, so that a million streams collide with probability below 1e-7.
 *
 * @param replication [0..2^31)
 */
export function stream(key: SeedKey, purpose: Purpose, replication: number): Stream {
  return scheduled(
    bits(key.world, purpose, replication) | 0,
    bits(key.twin, purpose, replication) | 0,
  );
}

/**
 * Draws 32 random bits: the first word of Threefry2x32 with 13 rounds, the fewest that its authors found to pass BigCrush.
 * Written without redundant truncations: the function must stay below 460 bytes of bytecode or V8 no longer inlines it.
 *
 * @param entity whose luck it is, [0..2^31)
 * @param occurrence the how-manieth draw of this entity, [0..2^31)
 * @returns an unsigned integer [0..2^32)
 * @see Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, sections 3.3 and 4; rotations and
 *   known answers from the authors' Random123.
 */
export function bits(stream: Stream, entity: number, occurrence: number): number {
  const k0 = stream.k0;
  const k1 = stream.k1;
  const k2 = stream.k2;
  let a = (entity + k0) | 0;
  let b = (occurrence + k1) | 0;
  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((((b << 6) | (b >>> 26)) ^ a) + stream.k2plus1) | 0;
  a = (a + k1 + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((((b << 24) | (b >>> 8)) ^ a) + stream.k0plus2) | 0;
  a = (a + k2 + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((((b << 6) | (b >>> 26)) ^ a) + stream.k1plus3) | 0;
  return (a + k0 + b) >>> 0;
}

/** Two to the power -32. */
const CELL = 1 / 4294967296;

/**
 * Draws a uniform variate strictly between 0 and 1: the midpoint of one of 2^32 equal cells, so that the smallest is 2^-33.
 *
 * @param entity whose luck it is, [0..2^31)
 * @param occurrence the how-manieth draw of this entity, [0..2^31)
 */
export function uniform(stream: Stream, entity: number, occurrence: number): number {
  return (bits(stream, entity, occurrence) + 0.5) * CELL;
}
