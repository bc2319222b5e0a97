import { uniform, type Stream } from "../random/draw.js";
import type { GroupModel } from "./model.js";

/** Where hosts are and what hardware they are: fixed for a run, and known to whoever plans faults. */
export interface Layout {
  readonly hosts: number;
  /** Of each host. */
  readonly zoneOf: Uint16Array;
  readonly groupOf: Uint16Array;
  readonly cohortOf: Uint16Array;
}

/** Deals the hosts of each group to its zones in turn; each host's hardware cohort is a keyed draw (`Purpose.Cohort`). */
export function layOut(
  groups: readonly Pick<GroupModel, "first" | "hosts" | "zones" | "cohortShares">[],
  cohortLuck: Stream,
): Layout {
  const hosts = groups.reduce((sum, group) => sum + group.hosts, 0);
  const zoneOf = new Uint16Array(hosts);
  const groupOf = new Uint16Array(hosts);
  const cohortOf = new Uint16Array(hosts);
  for (const [index, group] of groups.entries()) {
    for (let i = 0; i < group.hosts; i++) {
      const host = group.first + i;
      zoneOf[host] = group.zones[i % group.zones.length]!;
      groupOf[host] = index;
      cohortOf[host] = pick(group.cohortShares, uniform(cohortLuck, host, 0));
    }
  }
  return { hosts, zoneOf, groupOf, cohortOf };
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
