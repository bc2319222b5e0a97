import type { Interval } from "../../stats/interval.js";
import { halfWidth } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import { pauseOf, resultsOf, type ThreadOptions } from "../threads/run-tasks.js";
import { chooseLevels, type LevelCount, type Pilot, type SplitResult } from "./split.js";
import type { Stage } from "./trajectory.js";

/** The probability of a rare event, with an interval, and what it took. */

/** How much work is put into it. */
export interface Effort {
  /** Runs from each level to the next, in each repeat [runs]. */
  readonly runs: number;
  /** Independent repeats of the whole, 2 or more: the interval is theirs. */
  readonly repeats: number;
}

/** A level on the way to the event. */
export interface LevelEstimate extends LevelCount {
  /** That as many are down at one time before the end of the run [0..1]. */
  readonly probability: number;
  /** Of 95 %; null where no run came here. */
  readonly interval: Interval | null;
}

/** The answer. */
export interface RareEstimate {
  readonly policy: string;
  /** Of the event before the end of the run [0..1]; 0 where no run came to it. */
  readonly probability: number;
  /** Of 95 %. Where no run came to the event only the upper end means anything, and it is a guess. */
  readonly interval: Interval;
  /** Ascending, over all repeats: up to the event, or to the first level that no run came to. */
  readonly levels: readonly LevelEstimate[];
  /** Events handled, the pilot included [events]. */
  readonly events: number;
  /** Events that plain runs would take for an interval as narrow [events]; null where no run came to the event. */
  readonly crudeEvents: number | null;
}

/** Confidence of the interval. */
const CONFIDENCE = 0.95;
/** Runs of the pilot, as a share of those of one repeat and level. */
const PILOT = 0.5;

/** How the work is done. */
export interface RareOptions extends ThreadOptions {
  /** Called when a repeat is done. */
  readonly onRepeat?: () => void;
}

/**
 * Estimates the probability of an event.
 *
 * @returns the same for any number of workers.
 * @throws Interrupted where the signal says so.
 */
export async function estimateRare(
  { scenario, ...rest }: Stage,
  { runs, repeats }: Effort,
  { onRepeat, ...threads }: RareOptions,
): Promise<RareEstimate> {
  const name = scenario.seed;
  const pilotRuns = Math.max(20, Math.ceil(PILOT * runs));
  const pause = pauseOf(threads.signal);
  const pilot = await chooseLevels({ scenario, ...rest }, { runs: pilotRuns, name, pause });
  const jobs = Array.from({ length: repeats }, (_, repeat) => ({
    scenario,
    input: {
      ...rest,
      levels: pilot.levels,
      effort: runs,
      name: `${name}/${repeat}`,
      // Runs of the pilot had the first worlds.
      first: pilotRuns + repeat * runs,
    },
  }));
  const results = await resultsOf("split", jobs, {
    ...threads,
    ...(onRepeat && { onResult: onRepeat }),
  });
  return estimateOf(rest.policy, pilot, results);
}

/** The estimate that independent repeats give together. */
function estimateOf(policy: string, pilot: Pilot, results: readonly SplitResult[]): RareEstimate {
  const levels = pilot.levels.flatMap((down, index) => levelAt(down, index, results) ?? []);
  const events = results.reduce((sum, one) => sum + one.events, pilot.events);
  const found = results.map(({ probability }) => probability);
  const probability = mean(found);
  const interval = intervalOf(found);
  if (interval === null)
    return {
      policy,
      probability,
      interval: { low: 0, high: upperBound(levels), method: "rule of three" },
      levels,
      events,
      crudeEvents: null,
    };
  // Plain runs have the variance p (1 - p) each.
  const needed = (probability * (1 - probability)) / (variance(found)! / results.length);
  const crudeEvents = needed * pilot.eventsOfARun;
  return { policy, probability, interval, levels, events, crudeEvents };
}

/** A level over all repeats; undefined where none began below it. */
function levelAt(
  down: number,
  index: number,
  results: readonly SplitResult[],
): LevelEstimate | undefined {
  const counts = results.flatMap(({ levels }) => levels[index] ?? []);
  if (counts.length === 0) return undefined;
  const found = results.map(({ levels }) =>
    index < levels.length
      ? levels.slice(0, index + 1).reduce((product, one) => product * (one.reached / one.runs), 1)
      : 0,
  );
  return {
    down,
    runs: counts.reduce((sum, one) => sum + one.runs, 0),
    reached: counts.reduce((sum, one) => sum + one.reached, 0),
    probability: mean(found),
    interval: intervalOf(found),
  };
}

/** Of the mean of estimates; null where all are 0. Products are skewed to the right: an interval of their logarithm covers better (delta method). */
function intervalOf(found: readonly number[]): Interval | null {
  const center = mean(found);
  if (center === 0) return null;
  const ratio = Math.exp(halfWidth(found.length, variance(found)!, CONFIDENCE)! / center);
  return { low: center / ratio, high: Math.min(1, center * ratio), method: "log-normal" };
}

/** About three over the runs at the level that nobody left, times what was found below it. */
function upperBound(levels: readonly LevelCount[]): number {
  return levels.reduce(
    (product, { runs, reached }) =>
      product * (reached === 0 ? Math.min(1, 3 / runs) : reached / runs),
    1,
  );
}
