/**
 * Which nodes OpenShift's Machine Config Operator sends off first: zone by zone in the order of their names, nodes without a zone
 * last, and within a zone the oldest first.
 *
 * @see openshift/machine-config-operator pkg/controller/node/node_controller.go (sortNodeList)
 */

/** Place of each zone among them by name, as Go compares strings. */
export function zoneRanks(zones: readonly string[]): readonly number[] {
  const inOrder = [...new Set(zones)].sort((a, b) => (a < b ? -1 : 1));
  return zones.map((zone) => inOrder.indexOf(zone));
}

/**
 * A number by which nodes sort.
 *
 * @param zoneRank of `zoneRanks`; for nodes without a zone one more than any.
 * @param age place among all nodes by age, the oldest 0; below `nodes`.
 */
export function updateKey(zoneRank: number, age: number, nodes: number): number {
  return zoneRank * nodes + age;
}
