import { BootOutcome, HostPhase } from "../fleet/phases.js";
import type { Transition } from "../fleet/transitions.js";
import { kaplanMeier, restrictedMean, timeUntil } from "../stats/kaplan-meier.js";
import { MINUTE, type Time } from "../support/time.js";
import { defineMetric, type MetricOutput } from "./metric.js";

/** What has been seen in an episode, as bits. */
const Seen = { Fallback: 1, Replacement: 2, Repair: 4 } as const;

interface State {
  /** Of each host: when its open episode began [ms], or -1. */
  readonly since: Float64Array;
  /** Of each host: what its open episode has seen. */
  readonly seen: Uint8Array;
  failedBoots: number;
  fellBack: number;
  retried: number;
  repaired: number;
  replaced: number;
  stranded: number;
  /** Lengths of the episodes that ended [ms]. Grows with each: an episode is rare. */
  readonly recoveries: number[];
}

const attempts: MetricOutput = {
  name: "failed-boots",
  title: "Failed boots",
  unit: "attempts",
  doc: "Boot attempts that did not come up: panicked, hung, found nothing to boot, or were interrupted.",
  better: "lower",
};

const episodes: readonly MetricOutput[] = [
  {
    name: "boot-episodes",
    title: "Boot-failure episodes",
    unit: "episodes",
    doc: "Spells of trouble with booting: from a host's first failed boot attempt until it next serves, has fallen back or is degraded. The sum of the ways they end.",
    better: "lower",
  },
  {
    name: "boot-episodes.fell-back",
    title: "Episodes that fell back",
    unit: "episodes",
    doc: "Episodes in which the loader went back to the old release by itself, and nobody was needed.",
    better: "neither",
  },
  {
    name: "boot-episodes.retried",
    title: "Episodes that ended by retrying",
    unit: "episodes",
    doc: "Episodes in which a later attempt came up, with no fallback, repair or replacement.",
    better: "neither",
  },
  {
    name: "boot-episodes.repaired",
    title: "Episodes repaired by hand",
    unit: "episodes",
    doc: "Episodes in which a repair crew mended the host, whatever else was tried.",
    better: "lower",
  },
  {
    name: "boot-episodes.replaced",
    title: "Episodes that ended by replacement",
    unit: "episodes",
    doc: "Episodes in which a new instance was made in the host's place, without a repair by hand.",
    better: "neither",
  },
  {
    name: "boot-episodes.stranded",
    title: "Hosts stranded",
    unit: "episodes",
    doc: "Episodes still open at the end of the run.",
    better: "lower",
  },
];

const recovery: readonly MetricOutput[] = [
  {
    name: "recovery-time",
    title: "Recovery time",
    unit: "min",
    doc: "Mean time from the first failed boot attempt to the end of the episode: the area below the product-limit estimate, in which episodes that are open at the end count as long as they were seen. Not reached where the longest that was seen is open; does not apply where no boot failed.",
    better: "lower",
    appliesWhere: "a boot failed",
    isCensored: true,
  },
  {
    name: "recovery-time.max",
    title: "Longest recovery time",
    unit: "min",
    doc: "The longest time from the first failed boot attempt to the end of the episode. Not reached where an episode that is open at the end has lasted longer.",
    better: "lower",
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
  start: ({ hosts }) => ({
    since: new Float64Array(hosts).fill(-1),
    seen: new Uint8Array(hosts),
    failedBoots: 0,
    fellBack: 0,
    retried: 0,
    repaired: 0,
    replaced: 0,
    stranded: 0,
    recoveries: [],
  }),
  on: {
    BootAttempt(state, { time, subject, to }) {
      if (to === BootOutcome.Booted) return;
      state.failedBoots += 1;
      if (state.since[subject]! >= 0) return;
      state.since[subject] = time;
      state.seen[subject] = 0;
      state.stranded += 1;
    },
    Fallback(state, { subject }) {
      state.seen[subject]! |= Seen.Fallback;
    },
    RepairEnded(state, { subject }) {
      state.seen[subject]! |= Seen.Repair;
    },
    HostPhase(state, transition) {
      const { subject, to } = transition;
      if (to === HostPhase.Provisioning) state.seen[subject]! |= Seen.Replacement;
      else if (
        to === HostPhase.Serving ||
        to === HostPhase.FallenBack ||
        to === HostPhase.Degraded
      ) {
        if (state.since[subject]! >= 0) endEpisode(state, transition);
      }
    },
  },
  finish(state, { horizon }) {
    const { fellBack, retried, repaired, replaced, stranded, recoveries } = state;
    const open = openEpisodes(state.since, horizon);
    const curve = kaplanMeier({ ended: recoveries, open: open.map((age) => [age, 1]) });
    const some = recoveries.length + open.length > 0;
    // The mean is known once the curve comes down to 0: once the longest of all has ended.
    const isReached = timeUntil(curve, 1) !== null;
    const mean = restrictedMean(curve, curve.longest) / MINUTE;
    const longest = curve.longest / MINUTE;
    return {
      scalars: {
        "failed-boots": state.failedBoots,
        "boot-episodes": fellBack + retried + repaired + replaced + stranded,
        "boot-episodes.fell-back": fellBack,
        "boot-episodes.retried": retried,
        "boot-episodes.repaired": repaired,
        "boot-episodes.replaced": replaced,
        "boot-episodes.stranded": stranded,
        "recovery-time": isReached ? mean : null,
        "recovery-time.max": isReached ? longest : null,
      },
      notReached: some && !isReached ? { "recovery-time": mean, "recovery-time.max": longest } : {},
      samples: {
        "recovery-time": recoveries,
        "recovery-time.open": open,
      },
    };
  },
});

/** How long the episodes have lasted that are open at the end [ms]. */
function openEpisodes(since: Float64Array, horizon: Time): number[] {
  const ages: number[] = [];
  for (const begin of since) if (begin >= 0) ages.push(horizon - begin);
  return ages;
}

/** Ends a host's episode, by the heaviest thing seen in it: a repair, then a replacement, then a fallback. */
function endEpisode(state: State, { time, subject }: Transition): void {
  const seen = state.seen[subject]!;
  if ((seen & Seen.Repair) !== 0) state.repaired += 1;
  else if ((seen & Seen.Replacement) !== 0) state.replaced += 1;
  else if ((seen & Seen.Fallback) !== 0) state.fellBack += 1;
  else state.retried += 1;
  state.stranded -= 1;
  state.recoveries.push(time - state.since[subject]!);
  state.since[subject] = -1;
}
