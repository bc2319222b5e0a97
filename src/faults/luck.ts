import { invariant } from "../support/invariant.js";

/** Keys of the luck of faults: two faults of a scenario never share a draw, nor do two occurrences of one fault. */

/** Occurrences that one fault may have for one host, and faults that a scenario may have. */
const OCCURRENCES = 1_048_576;
const FAULTS = 2_048;

/**
 * The occurrence part of a key.
 *
 * @param index position of the fault in the scenario, [0..2048)
 * @param nth which occurrence of the fault it is, [0..2^20)
 */
export function occurrenceOf(index: number, nth: number): number {
  invariant(index < FAULTS, () => `fault ${index}: expected at most ${FAULTS} faults`);
  invariant(nth < OCCURRENCES, () => `fault ${index}: expected at most ${OCCURRENCES} occurrences`);
  return index * OCCURRENCES + nth;
}
