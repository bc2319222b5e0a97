import { type IntOrPercent, scaledValue } from "./int-or-percent.js";

/**
 * How many pods of a service an eviction may take.
 *
 * @see kubernetes/kubernetes pkg/controller/disruption/disruption.go
 */

/** What a budget says: at most one of the two counts, `maxUnavailable` first. Neither: no budget. */
export interface DisruptionBudget {
  readonly minAvailable?: IntOrPercent | undefined;
  readonly maxUnavailable?: IntOrPercent | undefined;
}

/**
 * Pods that have to stay healthy of `expected`. Percentages round up on both sides: 30 % of 3 may be unavailable means 1 may,
 * 34 % of 3 must be available means 2 must. A whole `minAvailable` may exceed what is expected.
 *
 * @param expected pods that their owners want; 0 for pods that nobody owns.
 * @returns undefined when the budget is neither a whole number nor a percentage.
 */
export function desiredHealthy(budget: DisruptionBudget, expected: number): number | undefined {
  const { minAvailable, maxUnavailable } = budget;
  if (maxUnavailable === undefined) return scaledValue(minAvailable ?? 0, expected, true);
  const unavailable = scaledValue(maxUnavailable, expected, true);
  return unavailable === undefined ? undefined : Math.max(0, expected - unavailable);
}

/** Pods that may be evicted now: what is healthy beyond what has to be; none where nobody owns the pods. */
export function disruptionsAllowed(expected: number, healthy: number, desired: number): number {
  return expected <= 0 ? 0 : Math.max(0, healthy - desired);
}
