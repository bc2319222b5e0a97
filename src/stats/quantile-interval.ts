import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import { invariant } from "../support/invariant.js";
import type { Interval } from "./interval.js";
import { CONFIDENCE } from "./student-t.js";

/**
 * Interval of a quantile between two order statistics, whatever the distribution: the number of observations below the quantile
 * is binomial. Begun with equal tails, then tightened while the confidence is still reached.
 *
 * @param sorted ascending, independent observations.
 * @param share [0..1], of the quantile.
 * @returns null where the sample is too small to bound the quantile on both sides.
 * @see David & Nagaraja, Order Statistics, 3rd ed., section 7.1
 */
export function quantileInterval(
  sorted: readonly number[],
  share: number,
  confidence = CONFIDENCE,
): Interval | null {
  const n = sorted.length;
  invariant(n > 0, () => "quantile interval: expected at least one value, got none");
  const tail = (1 - confidence) / 2;
  // Ranks from 1: the quantile lies in [X(low), X(high)] when at least `low` and fewer than `high` observations are below it.
  let low = leastCount(n, share, tail);
  let high = leastCount(n, share, 1 - tail) + 1;
  if (low < 1 || high > n) return null;
  const covers = (from: number, until: number): boolean =>
    binomialCdf(until - 1, n, share) - binomialCdf(from - 1, n, share) >= confidence;
  while (covers(low + 1, high)) low += 1;
  while (covers(low, high - 1)) high -= 1;
  return { low: sorted[low - 1]!, high: sorted[high - 1]!, method: "order statistics" };
}

/** The smallest count at which the binomial distribution function exceeds `bound`. */
function leastCount(n: number, share: number, bound: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, share) > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
