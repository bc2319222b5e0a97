import { uniform, type Stream } from "../../random/draw.js";
import type { GroupModel } from "./model.js";

/** Where hosts are and what hardware they are: fixed for a run, and known to whoever plans faults. */
export interface Layout {
  readonly hosts: number;
  /** Of each host. */
  readonly zoneOf: Uint16Array;
  readonly groupOf: Uint16Array;
  readonly cohortOf: Uint16Array;
  /** Racks are counted through the fleet, group by group and zone by zone. */
  readonly rackOf: Uint32Array;
  readonly racks: number;
}

/** Deals the hosts of each group to its zones in turn; each host's hardware cohort is a keyed draw (`Purpose.Cohort`). */
export function layOut(
  groups: readonly Pick<GroupModel, "first" | "hosts" | "zones" | "cohortShares" | "rackSize">[],
  cohortLuck: Stream,
): Layout {
  const hosts = groups.reduce((sum, group) => sum + group.hosts, 0);
  const zoneOf = new Uint16Array(hosts);
  const groupOf = new Uint16Array(hosts);
  const cohortOf = new Uint16Array(hosts);
  const rackOf = new Uint32Array(hosts);
  let racks = 0;
  for (const [index, group] of groups.entries()) {
    // Racks never span zones: each zone of a group has as many as its largest share of hosts fills.
    const perZone = Math.ceil(Math.ceil(group.hosts / group.zones.length) / group.rackSize);
    for (let i = 0; i < group.hosts; i++) {
      const host = group.first + i;
      zoneOf[host] = group.zones[i % group.zones.length]!;
      groupOf[host] = index;
      const inZone = Math.floor(i / group.zones.length);
      rackOf[host] =
        racks + (i % group.zones.length) * perZone + Math.floor(inZone / group.rackSize);
      cohortOf[host] = pick(group.cohortShares, uniform(cohortLuck, host, 0));
    }
    racks += perZone * Math.min(group.hosts, group.zones.length);
  }
  return { hosts, zoneOf, groupOf, cohortOf, rackOf, racks };
}

/** Index of the share that `u` falls into. */
function pick(shares: readonly number[], u: number): number {
  let below = 0;
  for (let index = 0; index < shares.length - 1; index++) {
    below += shares[index]!;
    if (u < below) return index;
  }
  return Math.max(0, shares.length - 1);
}
