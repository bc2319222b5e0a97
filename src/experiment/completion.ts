/** Who finished: whether the hosts of each group run what fell due, and since when nothing moved where they do not. */
import { figureKey } from "../metrics/figure.js";
import type { Scenario } from "../scenario/scenario.js";
import { patchDeadline } from "../simulation/asked.js";
import { mean, median } from "../stats/summary.js";
import { DAY } from "../support/time.js";
import { type ReplicationRow, valueOf } from "./replication-row.js";

/** What a policy left undone in a group of hosts, or in the whole fleet where it is not told apart by groups. */
export interface GroupCompletion {
  /** Null: the whole fleet. */
  readonly group: string | null;
  readonly hosts: number;
  /** Hosts unpatched at the end, the mean over replications in which a release fell due [hosts]. */
  readonly unpatched: number;
  /** When progress stopped, the median over replications that end with hosts unpatched [d]; null where none does. */
  readonly stopped: number | null;
}

/** How far a policy came. */
export interface Completion {
  /** Whether next to no host is unpatched in any group; null where no release fell due. */
  readonly finished: boolean | null;
  /** Whether another policy left clearly fewer hosts unpatched in some group. */
  readonly isBehind: boolean;
  /** Share of the hosts that are patched at the end, of the groups to which a release fell due [0..1]; 1 where none did. */
  readonly patched: number;
  /** When the group with most hosts unpatched last made progress [d]; null where the policy is finished. */
  readonly lastProgress: number | null;
  /** Whether that is longer ago than the patch deadline: it does not wait for a window, it is stuck. */
  readonly isStuck: boolean;
  /** The groups to which a release fell due. */
  readonly groups: readonly GroupCompletion[];
}

/**
 * Hosts of a group that may be unpatched at the end of a rollout that counts as finished, on average over replications: hosts
 * that happen to be down just then are no fault of a policy. One in a hundred; half a host in groups of fewer than fifty, but
 * never more than one in twenty, so that a single host cannot be left out.
 */
export function tolerance(hosts: number): number {
  return Math.max(0.01 * hosts, Math.min(0.5, 0.05 * hosts));
}

/** How far each policy came, in the order of the samples. */
export function completionsOf(
  scenario: Scenario,
  samples: readonly (readonly ReplicationRow[])[],
): Completion[] {
  const found = samples.map((rows) => groupsOf(scenario, rows));
  const least = new Map<string | null, number>();
  for (const { group, unpatched } of found.flat()) {
    least.set(group, Math.min(unpatched, least.get(group) ?? Number.POSITIVE_INFINITY));
  }
  return found.map((groups) => completionOf(groups, least, scenario));
}

function completionOf(
  groups: readonly GroupCompletion[],
  least: ReadonlyMap<string | null, number>,
  scenario: Scenario,
): Completion {
  const hosts = groups.reduce((sum, group) => sum + group.hosts, 0);
  const unpatched = groups.reduce((sum, group) => sum + group.unpatched, 0);
  const open = groups.filter((group) => group.unpatched > tolerance(group.hosts));
  const worst = open.toSorted((a, b) => b.unpatched - a.unpatched)[0];
  const lastProgress = worst?.stopped ?? null;
  return {
    finished: groups.length === 0 ? null : open.length === 0,
    isBehind: groups.some(
      (group) => group.unpatched > least.get(group.group)! + tolerance(group.hosts),
    ),
    patched: hosts === 0 ? 1 : 1 - unpatched / hosts,
    lastProgress,
    isStuck:
      lastProgress !== null && scenario.horizon - lastProgress * DAY > patchDeadline(scenario),
    groups,
  };
}

/** Group by group where replications tell them apart. */
function groupsOf({ fleet }: Scenario, rows: readonly ReplicationRow[]): GroupCompletion[] {
  const isSplit =
    rows[0] !== undefined && keyOf("rollouts-due", fleet.groups[0]!.name) in rows[0].parts;
  const named: readonly { readonly name: string | null; readonly hosts: number }[] = isSplit
    ? fleet.groups
    : [{ name: null, hosts: fleet.groups.reduce((sum, group) => sum + group.hosts, 0) }];
  return named.flatMap(({ name, hosts }) => {
    const due = rows.filter((row) => (valueOf(row, keyOf("rollouts-due", name)) ?? 0) > 0);
    if (due.length === 0) return [];
    const unpatched = due.map((row) => valueOf(row, keyOf("hosts-unpatched", name)) ?? 0);
    const stops = due.flatMap((row) => valueOf(row, keyOf("progress-stopped", name)) ?? []);
    return [
      {
        group: name,
        hosts,
        unpatched: mean(unpatched),
        stopped: stops.length === 0 ? null : median(stops),
      },
    ];
  });
}

function keyOf(metric: string, group: string | null): string {
  if (group === null) return metric;
  return figureKey({ metric, by: { dimension: "group", label: group } });
}
