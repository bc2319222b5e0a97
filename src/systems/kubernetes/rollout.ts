import { type IntOrPercent, scaledValue } from "./int-or-percent.js";

/**
 * How a Deployment replaces what it runs.
 *
 * @see kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go
 */

/** What may exist above the wanted number, and what may be missing from it. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * Surge rounds up and unavailable rounds down, so that a small share of a small number still moves; where both come to nothing,
 * one may be unavailable, or nothing would ever move.
 *
 * @param surge undefined: 0, as for `unavailable`.
 * @returns undefined when either is neither a whole number nor a percentage.
 */
export function resolveFenceposts(
  surge: IntOrPercent | undefined,
  unavailable: IntOrPercent | undefined,
  desired: number,
): Fenceposts | undefined {
  const above = scaledValue(surge ?? 0, desired, true);
  const missing = scaledValue(unavailable ?? 0, desired, false);
  if (above === undefined || missing === undefined) return undefined;
  return { surge: above, unavailable: above === 0 && missing === 0 ? 1 : missing };
}

/** Replaces a few at a time, or all at once. */
export type RolloutStrategy = "RollingUpdate" | "Recreate";

/**
 * How many there are to be of the new version next.
 *
 * @param counts `desired`: wanted in all; `total`: of any version now; `fresh`: of the new version now.
 */
export function newReplicaSetReplicas(
  strategy: RolloutStrategy,
  counts: { readonly desired: number; readonly total: number; readonly fresh: number },
  surge: number,
): number {
  const { desired, total, fresh } = counts;
  if (strategy === "Recreate") return desired;
  const room = desired + surge - total;
  return room <= 0 ? fresh : fresh + Math.min(room, desired - fresh);
}
