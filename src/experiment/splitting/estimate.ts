import type { Interval } from "../../stats/interval.js";
import { halfWidth } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import { chooseLevels, type LevelCount, split } from "./split.js";
import type { Stage } from "./trajectory.js";

/** The probability of a rare event, with an interval, and what it took. */

/** How much work is put into it. */
export interface Effort {
  /** Runs from each level to the next, in each repeat [runs]. */
  readonly runs: number;
  /** Independent repeats of the whole, 2 or more: the interval is theirs. */
  readonly repeats: number;
}

/** The answer. */
export interface RareEstimate {
  readonly policy: string;
  /** Of the event before the end of the run [0..1]; 0 where no run came to it. */
  readonly probability: number;
  /** Of 95 %. Where no run came to the event only the upper end means anything, and it is a guess. */
  readonly interval: Interval;
  /** Over all repeats. */
  readonly levels: readonly LevelCount[];
  /** Events handled, the pilot included [events]. */
  readonly events: number;
  /** Events that plain runs would take for an interval as narrow [events]; null where no run came to the event. */
  readonly crudeEvents: number | null;
}

/** Confidence of the interval. */
const CONFIDENCE = 0.95;
/** Runs of the pilot, as a share of those of one repeat and level. */
const PILOT = 0.5;

/** Estimates the probability of an event. */
export function estimateRare(stage: Stage, { runs, repeats }: Effort): RareEstimate {
  const name = stage.scenario.seed;
  const pilotRuns = Math.max(20, Math.ceil(PILOT * runs));
  const pilot = chooseLevels(stage, { runs: pilotRuns, name });
  const results = Array.from({ length: repeats }, (_, repeat) =>
    split(stage, pilot.levels, {
      effort: runs,
      name: `${name}/${repeat}`,
      // Runs of the pilot had the first worlds.
      first: pilotRuns + repeat * runs,
    }),
  );
  const levels = pooled(pilot.levels, results);
  const events = results.reduce((sum, one) => sum + one.events, pilot.events);
  const found = results.map(({ probability }) => probability);
  const probability = mean(found);
  if (probability === 0)
    return {
      policy: stage.policy,
      probability,
      interval: { low: 0, high: upperBound(levels), method: "rule of three" },
      levels,
      events,
      crudeEvents: null,
    };
  const spread = variance(found)!;
  // Products are skewed to the right: an interval of their logarithm covers better (delta method).
  const ratio = Math.exp(halfWidth(repeats, spread, CONFIDENCE)! / probability);
  const interval: Interval = {
    low: probability / ratio,
    high: Math.min(1, probability * ratio),
    method: "log-normal",
  };
  // Plain runs have the variance p (1 - p) each.
  const needed = (probability * (1 - probability)) / (spread / repeats);
  const crudeEvents = needed * pilot.eventsOfARun;
  return { policy: stage.policy, probability, interval, levels, events, crudeEvents };
}

function pooled(
  chosen: readonly number[],
  results: readonly { readonly levels: readonly LevelCount[] }[],
): LevelCount[] {
  return chosen.flatMap((down, index) => {
    const some = results.flatMap(({ levels }) => levels[index] ?? []);
    if (some.length === 0) return [];
    return {
      down,
      runs: some.reduce((sum, one) => sum + one.runs, 0),
      reached: some.reduce((sum, one) => sum + one.reached, 0),
    };
  });
}

/** About three over the runs at the level that nobody left, times what was found below it. */
function upperBound(levels: readonly LevelCount[]): number {
  return levels.reduce(
    (product, { runs, reached }) =>
      product * (reached === 0 ? Math.min(1, 3 / runs) : reached / runs),
    1,
  );
}
