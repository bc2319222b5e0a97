import { type IntOrPercent, scaledValue } from "../kubernetes/int-or-percent.js";

/**
 * How many nodes of a pool OpenShift's Machine Config Operator sends off at once.
 *
 * @see openshift/machine-config-operator pkg/controller/node/node_controller.go, pkg/controller/node/status.go
 */

/** What matters of a node, a bit each. */
export const PoolNode = {
  /** Kubelet is ready and nobody has cordoned the node. */
  Ready: 1,
  /** Its current configuration is the one it is to have. */
  AtDesired: 2,
  /** Its daemon says it is done. */
  Done: 4,
  /** Its daemon says that it cannot apply the configuration (Degraded, Unreconcilable). */
  Degraded: 8,
  /** It is to have the pool's configuration. */
  Targeted: 16,
} as const;

/**
 * Nodes that may be unavailable in a pool: percentages round down, and 0 becomes 1.
 *
 * @param setting undefined: 1.
 * @returns undefined when it is neither a whole number nor a percentage.
 */
export function maxUnavailable(
  setting: IntOrPercent | undefined,
  nodes: number,
): number | undefined {
  const max = scaledValue(setting ?? 1, nodes, false);
  return max === 0 ? 1 : max;
}

/** Whether the daemon failed on the way to another configuration; such a node may be sent to a new one at once. */
function isFailing(bits: number): boolean {
  return (bits & (PoolNode.Degraded | PoolNode.AtDesired)) === PoolNode.Degraded;
}

/** Whether a node takes from the budget: not ready or cordoned, for whatever reason, or at work on a configuration. */
export function isUnavailable(bits: number): boolean {
  if ((bits & PoolNode.Ready) === 0) return true;
  const done = PoolNode.AtDesired | PoolNode.Done;
  return (bits & done) !== done && !isFailing(bits);
}

/** Whether a node fails on the configuration of the pool: it is left alone, and its place with it. */
export function isFailingPool(bits: number): boolean {
  return (bits & PoolNode.Targeted) !== 0 && isFailing(bits);
}

/** Whether a node is still to be sent to the configuration of the pool. */
export function isCandidate(bits: number): boolean {
  return (bits & PoolNode.Targeted) === 0;
}

/** Nodes that may be sent off now. @param unavailable @param failing nodes that are, by the rules above [nodes]. */
export function updateCapacity(max: number, unavailable: number, failing: number): number {
  return Math.max(0, max - unavailable - failing);
}
