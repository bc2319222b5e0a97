import tCdf from "@stdlib/stats-base-dists-t-cdf";
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
  return combined([
    { variance: ofA / a.length, freedom: a.length - 1 },
    { variance: ofB / b.length, freedom: b.length - 1 },
  ]).halfWidth(confidence);
}

/** One of the independent sources of the error of an estimate. */
export interface ErrorSource {
  /** Estimated variance that it adds to the estimate. */
  readonly variance: number;
  /** Degrees of freedom of that variance. */
  readonly freedom: number;
}

/** The error of an estimate, of all its sources together. */
export interface CombinedError {
  /** Half the width of its interval. Default: at the confidence that is printed. */
  readonly halfWidth: (confidence?: number) => number;
  /** Probability of an estimate at least as far from 0, on either side, were the truth 0. */
  readonly p: (value: number) => number;
}

/**
 * Puts independent sources of error together, with the degrees of freedom of the whole.
 *
 * @see Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2 (1946)
 */
export function combined(sources: readonly ErrorSource[]): CombinedError {
  const whole = sources.reduce((sum, { variance }) => sum + variance, 0);
  if (whole === 0) return { halfWidth: () => 0, p: (value) => (value === 0 ? 1 : 0) };
  // By shares of the whole: squares of very small variances would vanish.
  const freedom =
    1 / sources.reduce((sum, { variance: v, freedom: own }) => sum + (v / whole) ** 2 / own, 0);
  const deviation = Math.sqrt(whole);
  return {
    halfWidth: (confidence = CONFIDENCE) => tQuantile((1 + confidence) / 2, freedom) * deviation,
    p: (value) => Math.min(1, 2 * tCdf(-Math.abs(value) / deviation, freedom)),
  };
}
