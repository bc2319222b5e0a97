import tCdf from "@stdlib/stats-base-dists-t-cdf";
import { invariant } from "../support/invariant.js";
import { mean, variance } from "./summary.js";

/** The differences `a[i] - b[i]` of two samples taken under the same luck. */
export function pairedDifferences(a: readonly number[], b: readonly number[]): number[] {
  invariant(
    a.length === b.length,
    () => `paired samples: expected one length, got ${a.length} and ${b.length}`,
  );
  return a.map((value, index) => value - b[index]!);
}

/**
 * Variance of the paired difference over what it would be for independent samples, var(a - b) / (var a + var b): below 1 the
 * common luck helps. Null where neither sample varies, or n < 2.
 */
export function varianceRatio(a: readonly number[], b: readonly number[]): number | null {
  const difference = variance(pairedDifferences(a, b));
  const independent = (variance(a) ?? 0) + (variance(b) ?? 0);
  return difference === null || independent === 0 ? null : difference / independent;
}

/**
 * Probability of differences at least as far below 0 on average as these, were there none in truth: the one-sided paired t-test.
 * Differences that do not vary leave no doubt; fewer than two show nothing and give 1.
 *
 * @see Student, "The probable error of a mean", Biometrika 6 (1908)
 */
export function pValueBelowZero(differences: readonly number[]): number {
  const spread = variance(differences);
  if (spread === null) return 1;
  const centre = mean(differences);
  if (spread === 0) return centre < 0 ? 0 : 1;
  return tCdf(centre / Math.sqrt(spread / differences.length), differences.length - 1);
}
