import type { Blocker } from "../fleet/blockers/blocker.js";
import type { Stall } from "../fleet/blockers/stall.js";
import type { Scenario } from "../scenario/scenario.js";
import type { StalledCause, StalledGroup } from "./comparison.js";
import { type ReplicationRow, reproduceLine } from "./replication-row.js";

/** A stall and the replication that ends with it. */
interface Occurrence {
  readonly replication: number;
  readonly stall: Stall;
}

/**
 * The groups that stand still at the end of replications of one policy, the one with most hosts that wait first.
 *
 * @param rows in the order of replications.
 */
export function stalledGroups(
  scenario: Scenario,
  rows: readonly ReplicationRow[],
): readonly StalledGroup[] {
  const all = rows.flatMap(({ policy, replication, stalls }) =>
    stalls.map((stall) => ({ policy, replication, stall })),
  );
  return scenario.fleet.groups
    .flatMap(({ name }) => {
      const some = all.filter(({ stall }) => stall.group === name);
      if (some.length === 0) return [];
      const { policy, replication } = some[0]!;
      return [summed(some, `${reproduceLine(scenario, policy, replication)} --stalls`)];
    })
    .toSorted((a, b) => b.waiting.mean * b.replications - a.waiting.mean * a.replications);
}

function summed(all: readonly Occurrence[], reproduce: string): StalledGroup {
  const { replication, stall: first } = all[0]!;
  const waiting = all.map(({ stall }) => stall.waiting);
  const since = all.map(({ stall }) => stall.since).toSorted((a, b) => a - b);
  return {
    group: first.group,
    hosts: first.hosts,
    replications: all.length,
    waiting: {
      mean: waiting.reduce((sum, hosts) => sum + hosts, 0) / waiting.length,
      min: Math.min(...waiting),
      max: Math.max(...waiting),
    },
    since: { first: since[0]!, median: since[(since.length - 1) >> 1]!, last: since.at(-1)! },
    causes: causesOf(all),
    replication,
    first,
    reproduce,
  };
}

/** What is one reason over replications: hosts differ from one to the next. */
function keyOf({ kind, service, release, fault, by }: Blocker): string {
  return JSON.stringify([kind, service, release, fault, by]);
}

function causesOf(all: readonly Occurrence[]): readonly StalledCause[] {
  const causes = new Map<string, { root: Blocker; hosts: number; replications: number }>();
  for (const { stall } of all) {
    for (const { root, hosts } of stall.causes) {
      const key = keyOf(root);
      const cause = causes.get(key) ?? { root, hosts: 0, replications: 0 };
      cause.hosts += hosts / all.length;
      cause.replications += 1;
      causes.set(key, cause);
    }
  }
  return [...causes.values()].toSorted((a, b) => b.hosts - a.hosts);
}
