import tQuantile from "@stdlib/stats-base-dists-t-quantile";

/** Confidence of every interval that is printed [0..1]. */
export const CONFIDENCE = 0.95;

/**
 * Half the width of the Student-t interval of a mean: t(n-1, (1+confidence)/2) * s / sqrt(n).
 *
 * @param variance unbiased sample variance, or null where n < 2.
 * @returns null where there is no interval.
 * @see Law, Simulation Modeling and Analysis, 5th ed., eq. 4.12
 */
export function halfWidth(
  n: number,
  variance: number | null,
  confidence = CONFIDENCE,
): number | null {
  if (n < 2 || variance === null) return null;
  return tQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance / n);
}
