import type { FleetFacts } from "../fleet/state/model.js";
import { BootOutcome, HostPhase } from "../fleet/state/phases.js";
import type { Transition } from "../fleet/state/transitions.js";
import {
  type CensoredLifetimes,
  kaplanMeier,
  restrictedMean,
  timeUntil,
} from "../stats/kaplan-meier.js";
import { MINUTE, type Time } from "../support/time.js";
import { addHost, BY_HOST, figuresByPart, startTally } from "./counting/parts.js";
import { type Figure, figureKey } from "./figure.js";
import { defineMetric, type MetricOutput, type MetricValues } from "./metric.js";

/** What has been seen in an episode, as bits. */
const Seen = { Fallback: 1, Replacement: 2, Repair: 4 } as const;

/** The ways in which an episode can end, and whether people were needed. */
const WAYS = ["fell-back", "retried", "repaired", "replaced", "stranded"] as const;
type Way = (typeof WAYS)[number];

interface State {
  /** Of each host: when its open episode began [ms], or -1. */
  readonly since: Float64Array;
  /** Of each host: what its open episode has seen. */
  readonly seen: Uint8Array;
  readonly failedBoots: Float64Array;
  /** Episodes by how they ended; those that have not are stranded so far. */
  readonly ended: Readonly<Record<Way, Float64Array>>;
  /** The episodes that ended: whose, and how long each was [ms]. Grows with each: an episode is rare. */
  readonly recovered: number[];
  readonly recoveries: number[];
}

const attempts: MetricOutput = {
  name: "failed-boots",
  title: "Failed boots",
  unit: "attempts",
  doc: "Boot attempts that did not come up: panicked, hung, found nothing to boot, or were interrupted.",
  better: "lower",
  by: BY_HOST,
};

const episodes: readonly MetricOutput[] = [
  {
    name: "boot-episodes",
    title: "Boot-failure episodes",
    unit: "episodes",
    doc: "Spells of trouble with booting: from a host's first failed boot attempt until it next serves, has fallen back or is degraded. The sum of the ways they end.",
    better: "lower",
    by: BY_HOST,
  },
  {
    name: "boot-episodes.fell-back",
    title: "Episodes that fell back",
    unit: "episodes",
    doc: "Episodes in which the loader went back to the old release by itself, and nobody was needed.",
    better: "neither",
    by: BY_HOST,
  },
  {
    name: "boot-episodes.retried",
    title: "Episodes that ended by retrying",
    unit: "episodes",
    doc: "Episodes in which a later attempt came up, with no fallback, repair or replacement.",
    better: "neither",
    by: BY_HOST,
  },
  {
    name: "boot-episodes.repaired",
    title: "Episodes repaired by hand",
    unit: "episodes",
    doc: "Episodes in which a repair crew mended the host, whatever else was tried.",
    better: "lower",
    by: BY_HOST,
  },
  {
    name: "boot-episodes.replaced",
    title: "Episodes that ended by replacement",
    unit: "episodes",
    doc: "Episodes in which a new instance was made in the host's place, without a repair by hand.",
    better: "neither",
    by: BY_HOST,
  },
  {
    name: "boot-episodes.stranded",
    title: "Hosts stranded",
    unit: "episodes",
    doc: "Episodes still open at the end of the run.",
    better: "lower",
    by: BY_HOST,
  },
];

const recovery: readonly MetricOutput[] = [
  {
    name: "recovery-time",
    title: "Recovery time",
    unit: "min",
    doc: "Mean time from the first failed boot attempt to the end of the episode: the area below the product-limit estimate, in which episodes that are open at the end count as long as they were seen. Not reached where the longest that was seen is open; does not apply where no boot failed.",
    better: "lower",
    by: BY_HOST,
    appliesWhere: "a boot failed",
    isCensored: true,
  },
  {
    name: "recovery-time.max",
    title: "Longest recovery time",
    unit: "min",
    doc: "The longest time from the first failed boot attempt to the end of the episode. Not reached where an episode that is open at the end has lasted longer.",
    better: "lower",
    by: BY_HOST,
    appliesWhere: "a boot failed",
    isCensored: true,
  },
];

/**
 * Failed boots, how each spell of them ended, and how long it took. Samples `recovery-time` and
 * `recovery-time.open` [ms]: the length of each episode that ended, and how long those had lasted that were open at the end. */
export const bootEpisodes = defineMetric<State>({
  name: "boot-episodes",
  outputs: [attempts, ...episodes, ...recovery],
  start: (facts) => ({
    since: new Float64Array(facts.hosts).fill(-1),
    seen: new Uint8Array(facts.hosts),
    failedBoots: startTally(facts),
    ended: {
      "fell-back": startTally(facts),
      retried: startTally(facts),
      repaired: startTally(facts),
      replaced: startTally(facts),
      stranded: startTally(facts),
    },
    recovered: [],
    recoveries: [],
  }),
  on: {
    BootAttempt(state, { time, subject, to }, facts) {
      if (to === BootOutcome.Booted) return;
      addHost(state.failedBoots, facts, subject, 1);
      if (state.since[subject]! >= 0) return;
      state.since[subject] = time;
      state.seen[subject] = 0;
      addHost(state.ended.stranded, facts, subject, 1);
    },
    Fallback(state, { subject }) {
      state.seen[subject]! |= Seen.Fallback;
    },
    RepairEnded(state, { subject }) {
      state.seen[subject]! |= Seen.Repair;
    },
    HostPhase(state, transition, facts) {
      const { subject, to } = transition;
      if (to === HostPhase.Provisioning) state.seen[subject]! |= Seen.Replacement;
      else if (
        to === HostPhase.Serving ||
        to === HostPhase.FallenBack ||
        to === HostPhase.Degraded
      ) {
        if (state.since[subject]! >= 0) endEpisode(state, transition, facts);
      }
    },
  },
  finish(state, facts) {
    const { ended, failedBoots, recoveries } = state;
    const episodesOf = failedBoots.map((_, i) =>
      WAYS.reduce((sum, way) => sum + ended[way][i]!, 0),
    );
    const counts: readonly (readonly [string, Float64Array])[] = [
      ["failed-boots", failedBoots],
      ["boot-episodes", episodesOf],
      ...WAYS.map((way) => [`boot-episodes.${way}`, ended[way]] as const),
    ];
    const times = recoveryTimes(state, facts);
    return {
      scalars: {
        ...Object.fromEntries(counts.map(([name, tally]) => [name, tally[0]!])),
        ...times.scalars,
      },
      parts: Object.assign(
        {},
        ...counts.map(([name, tally]) => figuresByPart(facts, name, tally)),
        times.parts,
      ),
      notReached: times.notReached ?? {},
      samples: {
        "recovery-time": recoveries,
        "recovery-time.open": openEpisodes(state.since, facts.horizon).map(({ age }) => age),
      },
    };
  },
});

/** How long it takes to recover, in the whole fleet and in its parts. */
function recoveryTimes({ since, recovered, recoveries }: State, facts: FleetFacts): MetricValues {
  const scalars: Record<string, number | null> = {};
  const parts: Record<string, number | null> = {};
  const notReached: Record<string, number> = {};
  const open = openEpisodes(since, facts.horizon);
  const note = (into: typeof parts, lifetimes: CensoredLifetimes, by?: Figure["by"]) => {
    const curve = kaplanMeier(lifetimes);
    // The mean is known once the curve comes down to 0: once the longest of all has ended.
    const isReached = timeUntil(curve, 1) !== null;
    const found = {
      "recovery-time": restrictedMean(curve, curve.longest) / MINUTE,
      "recovery-time.max": curve.longest / MINUTE,
    };
    const some = lifetimes.ended.length + lifetimes.open.length > 0;
    for (const [metric, value] of Object.entries(found)) {
      const key = figureKey({ metric, by });
      into[key] = isReached ? value : null;
      if (some && !isReached) notReached[key] = value;
    }
  };
  note(scalars, { ended: recoveries, open: open.map(({ age }) => [age, 1]) });
  for (const { dimension, labels, of } of facts.parts) {
    const ended = labels.map((): number[] => []);
    const lasting = labels.map((): [number, number][] => []);
    for (const [i, host] of recovered.entries()) ended[of[host]!]!.push(recoveries[i]!);
    for (const { host, age } of open) lasting[of[host]!]!.push([age, 1]);
    for (const [i, label] of labels.entries()) {
      note(parts, { ended: ended[i]!, open: lasting[i]! }, { dimension, label });
    }
  }
  return { scalars, parts, notReached };
}

/** How long the episodes have lasted that are open at the end [ms]. */
function openEpisodes(since: Float64Array, horizon: Time): { host: number; age: number }[] {
  const open: { host: number; age: number }[] = [];
  for (const [host, begin] of since.entries())
    if (begin >= 0) open.push({ host, age: horizon - begin });
  return open;
}

/** Ends a host's episode, by the heaviest thing seen in it: a repair, then a replacement, then a fallback. */
function endEpisode(state: State, { time, subject }: Transition, facts: FleetFacts): void {
  addHost(state.ended[wayOf(state.seen[subject]!)], facts, subject, 1);
  addHost(state.ended.stranded, facts, subject, -1);
  state.recovered.push(subject);
  state.recoveries.push(time - state.since[subject]!);
  state.since[subject] = -1;
}

function wayOf(seen: number): Way {
  if ((seen & Seen.Repair) !== 0) return "repaired";
  if ((seen & Seen.Replacement) !== 0) return "replaced";
  return (seen & Seen.Fallback) !== 0 ? "fell-back" : "retried";
}
