import { invariant } from "../support/invariant.js";
import { variance } from "./summary.js";

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
