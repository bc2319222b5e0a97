/**
 * What the Flatcar Linux Update Operator writes on a node, and what it reads from it. The operator knows nothing else: a node that
 * does not come back keeps its marks, and its place, for ever.
 *
 * @see flatcar/flatcar-linux-update-operator pkg/operator/operator.go
 */

/** Annotations and labels of a node that are `true`, a bit each. */
export const NodeMark = {
  /** Set by the agent: the node has an update that needs a reboot. */
  RebootNeeded: 1,
  /** Set by a person: leave this node alone. */
  RebootPaused: 2,
  /** Set by the operator: go on and reboot. */
  OkToReboot: 4,
  /** Set by the agent, which is about to reboot. */
  RebootInProgress: 8,
  /** Label: picked, its checks before the reboot run. */
  BeforeReboot: 16,
  /** Label: back again, its checks after the reboot run. */
  AfterReboot: 32,
} as const;

/** Whether a node takes one of the places for rebooting nodes: picked, allowed to reboot, or back and not checked yet. */
export function countsAsRebooting(marks: number): boolean {
  const labels = NodeMark.BeforeReboot | NodeMark.AfterReboot;
  return (marks & labels) !== 0 || has(marks, NodeMark.OkToReboot | NodeMark.RebootNeeded);
}

/** Whether a node may be picked: it wants to reboot, nobody has paused it, and it is not on its way already. */
export function rebootable(marks: number): boolean {
  const { RebootPaused, OkToReboot, RebootInProgress, BeforeReboot } = NodeMark;
  const against = RebootPaused | OkToReboot | RebootInProgress | BeforeReboot;
  return has(marks, NodeMark.RebootNeeded) && (marks & against) === 0;
}

/**
 * The marks after the part of a pass that comes before picking. A node that no longer wants to reboot loses its label; one that has
 * been checked after its reboot is done; one that is back is checked next time; one that has been checked before it may reboot.
 *
 * @param checksPass whether all configured annotations of other programs say `true`; without any they do.
 */
export function afterPass(marks: number, checksPass: boolean): number {
  const { BeforeReboot, AfterReboot, OkToReboot, RebootNeeded, RebootInProgress } = NodeMark;
  let next = marks;
  if (has(next, BeforeReboot) && !rebootable(next & ~BeforeReboot)) next &= ~BeforeReboot;
  if (has(next, AfterReboot)) {
    if (checksPass) next &= ~(AfterReboot | OkToReboot);
  } else if (has(next, OkToReboot) && (next & (RebootNeeded | RebootInProgress)) === 0) {
    next |= AfterReboot;
  }
  if (has(next, BeforeReboot) && checksPass) next = (next & ~BeforeReboot) | OkToReboot;
  return next;
}

function has(marks: number, all: number): boolean {
  return (marks & all) === all;
}
