/**
 * What the API server answers when a pod is to be evicted.
 *
 * @see kubernetes/kubernetes pkg/registry/core/pod/storage/eviction.go
 */

/** What matters of a pod, a bit each. */
export const PodBit = {
  /** Succeeded or Failed: it disrupts nobody any more. */
  Terminal: 1,
  /** Not placed or not started yet. */
  Pending: 2,
  /** Being deleted already. */
  Deleting: 4,
  Ready: 8,
  /** Its budget's unhealthyPodEvictionPolicy is AlwaysAllow: an unready pod may always go. */
  AlwaysAllow: 16,
} as const;

/** Evicted; not now, ask again; or never (more than one budget covers the pod). */
export const Eviction = { Done: 201, TooMany: 429, Unsupported: 500, Forbidden: 403 } as const;
/** One of the answers. */
export type Eviction = (typeof Eviction)[keyof typeof Eviction];

const BYPASS = PodBit.Terminal | PodBit.Pending | PodBit.Deleting;

/**
 * The answer for one pod.
 *
 * @param bits what matters of the pod, of `PodBit`.
 * @param budgets disruption budgets that cover the pod.
 * @param allowed disruptions that the budget allows now; negative: its status is broken, and the answer is forbidden.
 */
export function evictionAnswer(
  bits: number,
  budgets: number,
  allowed: number,
  currentHealthy: number,
  desiredHealthy: number,
): Eviction {
  if ((bits & BYPASS) !== 0 || budgets === 0) return Eviction.Done;
  if (budgets > 1) return Eviction.Unsupported;
  if ((bits & PodBit.Ready) === 0) {
    const healthyBudget = currentHealthy >= desiredHealthy && desiredHealthy > 0;
    if (healthyBudget || (bits & PodBit.AlwaysAllow) !== 0) return Eviction.Done;
  }
  if (allowed < 0) return Eviction.Forbidden;
  return allowed === 0 ? Eviction.TooMany : Eviction.Done;
}
