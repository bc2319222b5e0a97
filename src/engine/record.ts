/**
 * How a pending event is packed into four int32 words of 16 bytes: low half of the key; high half of the key with the kind
 * above it; subject; argument. The key orders events by time and then by priority class.
 */

/** Priority classes of simultaneous events, [0..8). */
export const PRIORITIES = 8;

/** Keys, like all of a float64's integers, are exact below this: times reach 35,000 years. */
export const KEY_LIMIT = 9007199254740992;

/** int32 words of a record. */
export const RECORD_WORDS = 4;

/** Bits of a key that its high half holds; the kind is above them. */
export const HIGH_BITS = 21;

/** The part of the second word that is the high half of the key. */
export const HIGH_MASK = 0x1fffff;

const TWO_32 = 4294967296;

/** The low half of a key, as an int32. */
export function lowOf(key: number): number {
  return key | 0;
}

/** The high half of a key, [0..2^21). */
export function highOf(key: number): number {
  return (key * (1 / TWO_32)) | 0;
}

/** The key of which these are the first two words of a record. */
export function keyOf(low: number, second: number): number {
  return (second & HIGH_MASK) * TWO_32 + (low >>> 0);
}
