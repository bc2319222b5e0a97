/** Who finished: whether the hosts of each group run what fell due, and since when nothing moved where they do not. */
import { figureKey } from "../metrics/figure.js";
import type { Scenario } from "../scenario/scenario.js";
import { patchDeadline } from "../simulation/asked.js";
import { mean, median } from "../stats/summary.js";
import { DAY } from "../support/time.js";
import { type FigureRow, valueOf } from "./replication-row.js";

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

/** The metrics that say how far a policy came. */
export const COMPLETION_METRICS = ["rollouts-due", "hosts-unpatched", "progress-stopped"] as const;

/** Replications under one policy, and the scenario that they are of. */
export interface CompletionSample {
  readonly scenario: Scenario;
  readonly rows: readonly FigureRow[];
}

/** How far each policy came, in the order of the samples. */
export function completionsOf(
  scenario: Scenario,
  samples: readonly (readonly FigureRow[])[],
): Completion[] {
  return completionsOfEach(samples.map((rows) => ({ scenario, rows })));
}

/** The same where each sample is of a scenario of its own: knobs may change the fleet. */
export function completionsOfEach(samples: readonly CompletionSample[]): Completion[] {
  const found = samples.map(({ scenario, rows }) => groupsOf(scenario, rows));
  const least = new Map<string | null, number>();
  for (const { group, unpatched, hosts } of found.flat()) {
    least.set(group, Math.min(unpatched / hosts, least.get(group) ?? Number.POSITIVE_INFINITY));
  }
  return found.map((groups, i) => completionOf(groups, least, samples[i]!.scenario));
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
      ({ group, unpatched: left, hosts: all }) =>
        left > least.get(group)! * all + tolerance(all) + ROUNDING,
    ),
    patched: hosts === 0 ? 1 : 1 - unpatched / hosts,
    lastProgress,
    isStuck:
      lastProgress !== null && scenario.horizon - lastProgress * DAY > patchDeadline(scenario),
    groups,
  };
}

/** What binary fractions may add to a number of hosts. */
const ROUNDING = 1e-9;

/** A group of hosts to which a release fell due, and how many of them each replication in which one did left unpatched. */
export interface GroupShares {
  /** Null: the whole fleet. */
  readonly group: string | null;
  readonly hosts: number;
  readonly unpatched: readonly number[];
  /** When progress stopped, in the replications in which it did [d]. */
  readonly stops: readonly number[];
}

/** Group by group where replications tell them apart. */
export function groupShares({ fleet }: Scenario, rows: readonly FigureRow[]): GroupShares[] {
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
    return [{ group: name, hosts, unpatched, stops }];
  });
}

function groupsOf(scenario: Scenario, rows: readonly FigureRow[]): GroupCompletion[] {
  return groupShares(scenario, rows).map(({ group, hosts, unpatched, stops }) => ({
    group,
    hosts,
    unpatched: mean(unpatched),
    stopped: stops.length === 0 ? null : median(stops),
  }));
}

/**
 * By group, hosts that a replication left unpatched beyond what a finished rollout may leave, as a share of the group: above 0 on average
 * where a policy does not finish. Null where no release fell due.
 */
export function hostsLeft({ fleet }: Scenario, row: FigureRow): readonly (number | null)[] {
  const isSplit = keyOf("rollouts-due", fleet.groups[0]!.name) in row.parts;
  const all = fleet.groups.reduce((sum, { hosts }) => sum + hosts, 0);
  const groups = isSplit ? fleet.groups : [{ name: null, hosts: all }];
  return groups.map(({ name, hosts }) => {
    if ((valueOf(row, keyOf("rollouts-due", name)) ?? 0) === 0) return null;
    const unpatched = valueOf(row, keyOf("hosts-unpatched", name)) ?? 0;
    return (unpatched - tolerance(hosts)) / hosts;
  });
}

/** Only what says how far the rollouts of a replication came: plain data, little of it. */
export function completionFigures(row: FigureRow, { fleet }: Scenario): FigureRow {
  const keys = COMPLETION_METRICS.flatMap((metric) =>
    fleet.groups.map(({ name }) => keyOf(metric, name)),
  );
  return {
    scalars: Object.fromEntries(
      COMPLETION_METRICS.map((metric) => [metric, row.scalars[metric] ?? null]),
    ),
    parts: Object.fromEntries(
      keys.flatMap((key) => (key in row.parts ? [[key, row.parts[key]!]] : [])),
    ),
  };
}

function keyOf(metric: string, group: string | null): string {
  if (group === null) return metric;
  return figureKey({ metric, by: { dimension: "group", label: group } });
}
