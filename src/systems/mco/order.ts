/**
 * Which nodes OpenShift's Machine Config Operator sends off first: zone by zone in the order of their names, nodes without a zone
 * last, and within a zone the oldest first.
 *
 * @see openshift/machine-config-operator pkg/controller/node/node_controller.go (sortNodeList)
 */

/** Place of a zone among others by name, as Go compares strings: how many come before it. */
export function zoneRank(zones: readonly string[], zone: string): number {
  let before = 0;
  for (const other of zones) if (other < zone) before += 1;
  return before;
}

/**
 * A number by which nodes sort.
 *
 * @param rank of the zone, `zoneRank`; for nodes without a zone more than any.
 * @param age place among all nodes by age, the oldest 0; below `nodes`.
 */
export function updateKey(rank: number, age: number, nodes: number): number {
  return rank * nodes + age;
}
