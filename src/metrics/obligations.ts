import type { FleetFacts } from "../fleet/state/model.js";
import { type KaplanMeier, timeUntil } from "../stats/kaplan-meier.js";
import { DAY, HOUR, type Time } from "../support/time.js";
import { durationText } from "../support/duration-text.js";
import {
  isDue,
  lastProgress,
  newestDue,
  type Obligations,
  patchHost,
  publishTo,
  startObligations,
  tally,
  withdrawFrom,
} from "./counting/obligations.js";
import {
  BY_HOST,
  eachPart,
  figuresByPart,
  type HostLabel,
  integralsTo,
  tallyOf,
} from "./counting/parts.js";
import { durations, rolloutEnds } from "./counting/rollout-ends.js";
import { patchTimes } from "./counting/patch-times.js";
import { type Figure, figureKey } from "./figure.js";
import { defineMetric, type MetricOutput, type MetricValues } from "./metric.js";

/** Shares whose time is measured [% of the obligations]. */
const SHARES = [50, 90, 99, 100] as const;

const OBLIGATION =
  "An obligation is a host and a good release that its channel offers; it is met when the host first runs that release or a later good one, and excused when the release is withdrawn. Bad releases oblige nobody.";

const rollouts: readonly MetricOutput[] = [
  {
    name: "rollouts-due",
    title: "Rollouts due",
    unit: "rollouts",
    doc: "Pairs of a group and a good release that fell due: published to the group at least the patch deadline before the end, and not withdrawn.",
    better: "neither",
    by: ["group"],
  },
  {
    name: "rollouts-completed",
    title: "Rollouts completed",
    unit: "rollouts",
    doc: "The rollouts due of which every host of the group runs the release or a later good one at the end.",
    better: "higher",
    by: ["group"],
  },
  {
    name: "hosts-unpatched",
    title: "Hosts unpatched at the end",
    unit: "hosts",
    doc: "Hosts that at the end run neither the newest good release that fell due in their group nor a later one.",
    better: "lower",
    by: BY_HOST,
  },
  {
    name: "patched-within",
    title: "Patched within the deadline",
    unit: "",
    doc: `Share of the obligations met within the patch deadline, of those whose deadline is within the run. ${OBLIGATION}`,
    better: "higher",
    appliesWhere: "the deadline of an obligation is within the run",
    by: [...BY_HOST, "sla"],
  },
  {
    name: "deadlines-missed",
    title: "Deadlines missed",
    unit: "deadlines",
    doc: `Obligations that were not met within the patch deadline, of those whose deadline is within the run. ${OBLIGATION}`,
    better: "lower",
    by: [...BY_HOST, "sla"],
  },
  {
    name: "unpatched-time",
    title: "Unpatched time",
    unit: "host-h",
    doc: "Time integral over the run of the hosts that run neither the newest good release that their channel offers at that moment nor a later good one. Running a bad release patches nothing; unlike vulnerable time, a bad release makes nobody late.",
    better: "lower",
    by: BY_HOST,
  },
  {
    name: "progress-stopped",
    title: "Progress stopped",
    unit: "d",
    doc: "When the rollout last made progress, from the start of the run, in the group in which that was earliest of those that have hosts unpatched at the end: at least one host in a hundred of the group, and one at all, came to be patched within a day. To a 240th of the run. Does not apply where no host is unpatched.",
    better: "neither",
    appliesWhere: "hosts are unpatched at the end",
    by: ["group"],
  },
];

const latencies: readonly MetricOutput[] = SHARES.map((share) => ({
  name: `patch-latency.t${share}`,
  title: `Time to ${share} % patched`,
  unit: "h",
  doc: `Time from publication by which ${share} % of the obligations are met, over all groups and releases: a quantile of the product-limit estimate, in which obligations that are open at the end, or excused, count as long as they were seen. ${OBLIGATION}`,
  better: "lower",
  appliesWhere: "a channel of the hosts has a good release",
  by: BY_HOST,
  isCensored: true,
}));

/** Whether, and how fast, what is offered reaches the hosts. */
export const obligations = defineMetric<Obligations>({
  name: "obligations",
  outputs: [...rollouts, ...durations, ...latencies],
  start: startObligations,
  on: {
    Published: publishTo,
    Withdrawn: withdrawFrom,
    RunningRelease: patchHost,
  },
  finish(state, facts) {
    const found = [
      completion(state, facts),
      rolloutEnds(state, facts),
      punctuality(state, facts),
      lateness(state, facts),
      latency(state, facts),
    ];
    return {
      scalars: Object.assign({}, ...found.map(({ scalars }) => scalars)),
      parts: Object.assign({}, ...found.map(({ parts }) => parts)),
      notReached: Object.assign({}, ...found.map(({ notReached }) => notReached ?? {})),
    };
  },
});

/** What is finished at the end, and since when nothing moved where it is not. */
function completion(state: Obligations, facts: FleetFacts): MetricValues {
  const unpatched = new Uint8Array(facts.hosts);
  const groups = facts.groups.map((_, group) => completionOf(state, facts, group, unpatched));
  const stopped = groups.flatMap((group) => group["progress-stopped"] ?? []);
  const names = ["rollouts-due", "rollouts-completed", "progress-stopped"] as const;
  const byGroup = facts.asked.splits.includes("group") ? groups : [];
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    scalars: {
      "rollouts-due": sum(groups.map((group) => group["rollouts-due"])),
      "rollouts-completed": sum(groups.map((group) => group["rollouts-completed"])),
      "hosts-unpatched": sum([...unpatched]),
      "progress-stopped": stopped.length === 0 ? null : Math.min(...stopped),
    },
    parts: {
      ...figuresByPart(facts, "hosts-unpatched", tallyOf(facts, unpatched)),
      ...Object.fromEntries(
        byGroup.flatMap((group, i) =>
          names.map((metric) => [
            figureKey({ metric, by: { dimension: "group", label: facts.groups[i]!.name } }),
            group[metric],
          ]),
        ),
      ),
    },
  };
}

/** The same for one group; marks its hosts that are unpatched. */
function completionOf(state: Obligations, facts: FleetFacts, group: number, unpatched: Uint8Array) {
  const { first, hosts } = facts.groups[group]!;
  const sla = facts.asked.slas[0]!;
  const wanted = newestDue(state, facts, group, sla);
  let everywhere = facts.releases.length;
  let waiting = 0;
  for (let host = first; host < first + hosts; host++) {
    everywhere = Math.min(everywhere, state.level[host]!);
    if (state.level[host]! >= wanted) continue;
    unpatched[host] = 1;
    waiting += 1;
  }
  const due: number[] = [];
  for (let release = 0; release <= wanted; release++) {
    if (isDue(state, facts, group, release, sla)) due.push(release);
  }
  const open = due.filter((release) => release > everywhere);
  return {
    "rollouts-due": due.length,
    "rollouts-completed": due.length - open.length,
    "progress-stopped": waiting === 0 ? null : stoppedAt(state, facts, group, open[0]!) / DAY,
  };
}

/** When a group last made progress, or else when the first release was published that it waits for [ms]. */
function stoppedAt(state: Obligations, facts: FleetFacts, group: number, waitingFor: number): Time {
  const progress = lastProgress(state, facts, group);
  return progress >= 0 ? progress : state.since[group * facts.releases.length + waitingFor]!;
}

/** Which share is patched in time, and how many deadlines are missed. */
function punctuality(state: Obligations, facts: FleetFacts): MetricValues {
  const bySla = facts.asked.slas.map((_, i) => tally(state, facts, i));
  const { due, inTime } = bySla[0]!;
  const parts: Record<string, number | null> = {};
  const note = (
    into: Record<string, number | null>,
    met: number,
    all: number,
    by?: Figure["by"],
  ) => {
    into[figureKey({ metric: "patched-within", by })] = all === 0 ? null : met / all;
    into[figureKey({ metric: "deadlines-missed", by })] = all - met;
    return into;
  };
  for (const [i, sla] of facts.asked.slas.entries()) {
    const by = { dimension: "sla", label: durationText(sla) } as const;
    note(parts, total(bySla[i]!.inTime), total(bySla[i]!.due), by);
  }
  const [met, all] = [tallyOf(facts, inTime), tallyOf(facts, due)];
  for (const { at, ...by } of eachPart(facts)) note(parts, met[at]!, all[at]!, by);
  return { scalars: note({}, met[0]!, all[0]!), parts };
}

/** How long hosts were unpatched. */
function lateness({ behind }: Obligations, facts: FleetFacts): MetricValues {
  const metric = "unpatched-time";
  const times = integralsTo(behind.hosts, facts.horizon);
  return {
    scalars: { [metric]: times[0]! / HOUR },
    parts: figuresByPart(facts, metric, times, 1 / HOUR),
  };
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** How long it takes until a share is patched. */
function latency(state: Obligations, facts: FleetFacts): MetricValues {
  const scalars: Record<string, number | null> = {};
  const parts: Record<string, number | null> = {};
  const notReached: Record<string, number> = {};
  const seen = longestWait(state, facts);
  const note = (into: Record<string, number | null>, curve: KaplanMeier, by?: HostLabel) => {
    for (const share of SHARES) {
      const key = figureKey({ metric: `patch-latency.t${share}`, by });
      const time = timeUntil(curve, share / 100);
      into[key] = time === null ? null : time / HOUR;
      if (time === null && seen !== undefined) notReached[key] = seen / HOUR;
    }
  };
  note(scalars, patchTimes(state, facts, { parts: 1, of: () => 0 })[0]!);
  for (const { dimension, labels, of } of facts.parts) {
    const curves = patchTimes(state, facts, { parts: labels.length, of: (host) => of[host]! });
    for (const [i, label] of labels.entries()) note(parts, curves[i]!, { dimension, label });
  }
  return { scalars, parts, notReached };
}

/** From the first publication that obliged anybody to the end of the run; undefined where none did [ms]. */
function longestWait(state: Obligations, facts: FleetFacts): Time | undefined {
  const waits = facts.groups.flatMap((_, group) =>
    facts.releases.flatMap((__, release) =>
      isDue(state, facts, group, release, 0)
        ? [facts.horizon - state.since[group * facts.releases.length + release]!]
        : [],
    ),
  );
  return waits.length === 0 ? undefined : Math.max(...waits);
}
