/**
 * When the conditions of a rollout group fire. hawkBit divides in single precision, so does this.
 *
 * @see eclipse-hawkbit/hawkbit ThresholdRolloutGroupSuccessCondition, ThresholdRolloutGroupErrorCondition
 */

/**
 * Whether enough of a group's targets have finished: at the threshold or above. A group without targets is done.
 *
 * @param percent [0..100]; undefined: not readable, never fires.
 */
export function successFires(
  finished: number,
  total: number,
  percent: number | undefined,
): boolean {
  if (total === 0) return true;
  return percent !== undefined && share(finished, total) >= share(percent, 100);
}

/**
 * Whether too many of a group's targets have failed: strictly above the threshold. A group without targets never fails.
 *
 * @param percent [0..100]; undefined: not readable, never fires.
 */
export function errorFires(failed: number, total: number, percent: number | undefined): boolean {
  if (total === 0 || percent === undefined) return false;
  return share(failed, total) > share(percent, 100);
}

/** A quotient as Java's `float` has it. */
function share(part: number, whole: number): number {
  return Math.fround(Math.fround(part) / Math.fround(whole));
}

/** The least count, up to `most`, for which a condition holds that holds from there on; Infinity: none. */
export function firstCount(most: number, holds: (count: number) => boolean): number {
  if (!holds(most)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
