import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { CONFIDENCE } from "./student-t.js";
import { variance } from "./summary.js";

/**
 * Half the width of the interval of a difference of means of independent samples, whose variances may differ.
 *
 * @returns null where a sample has fewer than two observations.
 * @see Welch, "The generalization of 'Student's' problem when several different population variances are involved",
 *   Biometrika 34 (1947)
 */
export function welchHalfWidth(
  a: readonly number[],
  b: readonly number[],
  confidence = CONFIDENCE,
): number | null {
  const ofA = variance(a);
  const ofB = variance(b);
  if (ofA === null || ofB === null) return null;
  const partA = ofA / a.length;
  const partB = ofB / b.length;
  const whole = partA + partB;
  if (whole === 0) return 0;
  const freedom =
    (whole * whole) / ((partA * partA) / (a.length - 1) + (partB * partB) / (b.length - 1));
  return tQuantile((1 + confidence) / 2, freedom) * Math.sqrt(whole);
}
