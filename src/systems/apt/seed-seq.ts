/**
 * The random numbers of the C++ standard library that apt's phasing is made of: `std::seed_seq` and `std::minstd_rand` as the
 * standard fixes them ([rand.util.seedseq], [rand.eng.lcong]), `uniform_int_distribution` as libstdc++ implements it
 * (gcc-mirror/gcc libstdc++-v3/include/bits/uniform_int_dist.h).
 */

/** Modulus and multiplier of `std::minstd_rand`. */
const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;
/** Words that seeding `minstd_rand` asks a seed sequence for; only the last one is used. */
const WORDS = 4;

/**
 * An integer from 0 to `max`, both included, from a `minstd_rand` seeded with the characters of a text.
 * Costs a constant plus the length of the text.
 *
 * @param text characters up to U+007F, as `seed_seq` sees single bytes.
 */
export function uniformFromText(text: string, max: number): number {
  const seed = lastSeedWord(text) % MODULUS;
  let state = seed === 0 ? 1 : seed;
  // libstdc++ cuts the generator's range into equal buckets and draws again above the last whole one.
  const bucket = Math.floor((MODULUS - 2) / (max + 1));
  for (;;) {
    state = (state * MULTIPLIER) % MODULUS;
    const drawn = Math.floor((state - 1) / bucket);
    if (drawn <= max) return drawn;
  }
}

/** The last of the four words that `seed_seq::generate` makes of a text. Indices wrap around at four. */
function lastSeedWord(text: string): number {
  const words = new Uint32Array(WORDS).fill(0x8b8b8b8b);
  const { length } = text;
  const rounds = Math.max(length + 1, WORDS);
  for (let k = 0; k < rounds; k++) {
    const mixed = words[k & 3]! ^ words[(k + 1) & 3]! ^ words[(k + 3) & 3]!;
    const first = Math.imul(1_664_525, fold(mixed));
    let second = first + (k === 0 ? length : k & 3);
    if (k > 0 && k <= length) second += text.charCodeAt(k - 1);
    words[(k + 1) & 3]! += first;
    words[(k + 2) & 3]! += second;
    words[k & 3] = second;
  }
  for (let k = rounds; k < rounds + WORDS; k++) {
    const sum = words[k & 3]! + words[(k + 1) & 3]! + words[(k + 3) & 3]!;
    const third = Math.imul(1_566_083_941, fold(sum >>> 0));
    words[(k + 1) & 3]! ^= third;
    words[(k + 2) & 3]! ^= third - (k & 3);
    words[k & 3] = third - (k & 3);
  }
  return words[WORDS - 1]!;
}

function fold(word: number): number {
  return word ^ (word >>> 27);
}
