/** When each rollout ended: the moment at which the last host of a group came to run a release, or a later good one. */
import type { DoneBy } from "../../fleet/state/asked.js";
import type { FleetFacts } from "../../fleet/state/model.js";
import { DAY, HOUR, type Time } from "../../support/time.js";
import { figureKey } from "../figure.js";
import type { MetricOutput, MetricValues } from "../metric.js";
import { isDue, type Obligations } from "./obligations.js";

/** How long rollouts take. */
export const durations: readonly MetricOutput[] = [
  {
    name: "rollout-duration",
    title: "Duration of rollouts",
    unit: "h",
    doc: "Mean time from the publication of a good release that fell due to a group until the last host of the group runs it or a later good one. Not reached where one is not done by the end.",
    better: "lower",
    appliesWhere: "a release fell due",
    by: ["group"],
    isCensored: true,
  },
  {
    name: "rollout-duration.longest",
    title: "Longest rollout",
    unit: "h",
    doc: "The longest of these. By `doneBy`: how long after the first such time of day that follows its publication the latest rollout ends, of those whose time is within the run; below 0 all are done before it.",
    better: "lower",
    appliesWhere: "a release fell due",
    by: ["group", "doneBy"],
    isCensored: true,
  },
];

/** A rollout: how long it took, or how long it has lasted by the end of the run. */
interface Rollout {
  readonly group: number;
  readonly published: Time;
  readonly ended: Time;
  readonly isOpen: boolean;
}

/** How long rollouts took, in all, by group, and after times of day. */
export function rolloutEnds(state: Obligations, facts: FleetFacts): MetricValues {
  const scalars: Record<string, number | null> = {};
  const parts: Record<string, number | null> = {};
  const notReached: Record<string, number> = {};
  const note = (
    into: Record<string, number | null>,
    key: string,
    { values, isOpen }: { readonly values: readonly number[]; readonly isOpen: boolean },
    of: (values: readonly number[]) => number,
  ): void => {
    into[key] = values.length === 0 || isOpen ? null : of(values) / HOUR;
    if (values.length > 0 && isOpen) notReached[key] = of(values) / HOUR;
  };
  const both = (
    into: Record<string, number | null>,
    rollouts: readonly Rollout[],
    keyOf: (metric: string) => string,
  ): void => {
    const taken = {
      values: rollouts.map(({ published, ended }) => ended - published),
      isOpen: rollouts.some(({ isOpen }) => isOpen),
    };
    note(into, keyOf("rollout-duration"), taken, average);
    note(into, keyOf("rollout-duration.longest"), taken, longest);
  };
  const due = rolloutsOf(state, facts, facts.asked.slas[0]!);
  both(scalars, due, (metric) => metric);
  if (facts.asked.splits.includes("group")) {
    for (const [group, { name: label }] of facts.groups.entries()) {
      const own = due.filter((rollout) => rollout.group === group);
      both(parts, own, (metric) => figureKey({ metric, by: { dimension: "group", label } }));
    }
  }
  for (const doneBy of facts.asked.doneBy ?? []) {
    const late = latenesses(rolloutsOf(state, facts, 0), doneBy, facts.horizon);
    const by = { dimension: "doneBy", label: doneBy.label } as const;
    note(parts, figureKey({ metric: "rollout-duration.longest", by }), late, longest);
  }
  return { scalars, parts, notReached };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function longest(values: readonly number[]): number {
  return Math.max(...values);
}

/** The rollouts to which hosts are obliged so long before the end. */
function rolloutsOf(state: Obligations, facts: FleetFacts, sla: Time): readonly Rollout[] {
  return facts.groups.flatMap((_, group) =>
    facts.releases.flatMap((__, release) => {
      if (!isDue(state, facts, group, release, sla)) return [];
      const place = group * facts.releases.length + release;
      const done = state.doneAt[place]!;
      const isOpen = done < 0;
      return [
        { group, published: state.since[place]!, ended: isOpen ? facts.horizon : done, isOpen },
      ];
    }),
  );
}

/** How long after their times of day rollouts ended, of those whose time is within the run [ms]. */
function latenesses(rollouts: readonly Rollout[], doneBy: DoneBy, horizon: Time) {
  const judged = rollouts.flatMap(({ published, ended, isOpen }) => {
    const until = deadlineAfter(published, doneBy);
    return until > horizon ? [] : [{ late: ended - until, isOpen }];
  });
  return {
    values: judged.map(({ late }) => late),
    isOpen: judged.some(({ isOpen }) => isOpen),
  };
}

/** The first moment after another at which it is a time of day [ms since the start of the run]. */
export function deadlineAfter(moment: Time, { at, startedAt, offsets }: DoneBy): Time {
  const from = startedAt + moment;
  const local = from + offsetAt(offsets, from);
  for (let day = Math.floor(local / DAY) * DAY; ; day += DAY) {
    // A clock that is changed in between has another offset there.
    const rough = day + at - offsetAt(offsets, from);
    const utc = day + at - offsetAt(offsets, rough);
    if (utc > from) return utc - startedAt;
  }
}

function offsetAt(offsets: DoneBy["offsets"], moment: number): number {
  let found = 0;
  for (const [since, offset] of offsets) if (since <= moment) found = offset;
  return found;
}
