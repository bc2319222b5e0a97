import type { Scenario } from "../../scenario/scenario.js";
import type { Pause } from "../threads/pause.js";
import { advance, begin, branch, type Stage, type Trajectory } from "./trajectory.js";

/**
 * Multilevel splitting with fixed effort: as many runs a level as are asked for, each from where one before it first reached the level
 * below. The product of the shares that reach each level is an unbiased estimate of the probability of reaching the last one, however
 * the levels are chosen beforehand.
 *
 * @see Garvels, The splitting method in rare event simulation (2000); L'Ecuyer, Demers & Tuffin, ACM TOMACS 17 (2007)
 */

/** Runs from one level to the next. */
export interface LevelCount {
  /** Those that are down at this level. */
  readonly down: number;
  /** Runs that began a level below, and those that came here. */
  readonly runs: number;
  readonly reached: number;
}

/** One estimate. */
export interface SplitResult {
  /** [0..1] */
  readonly probability: number;
  /** Levels up to the last that any run came to, in their order. */
  readonly levels: readonly LevelCount[];
  /** Events handled in all runs [events]. */
  readonly events: number;
}

/** What one estimate is made from: plain data. */
export interface SplitQuestion extends Omit<Stage, "scenario"> {
  /** Ascending; the last one is the event. */
  readonly levels: readonly number[];
  /** Runs from each level to the next. */
  readonly effort: number;
  /** Makes its luck its own. */
  readonly name: string;
  /** Number of its first world. */
  readonly first: number;
}

/** One estimate of how likely it is that the last level is reached before the end of the run. @throws what a pause throws. */
export async function splitOnce(
  scenario: Scenario,
  { levels, effort, name, first, ...rest }: SplitQuestion,
  pause: Pause,
): Promise<SplitResult> {
  const stage = { scenario, ...rest };
  const counts: LevelCount[] = [];
  let events = 0;
  let probability = 1;
  let reached: Trajectory[] = [];
  for (const [number, down] of levels.entries()) {
    const arrived: Trajectory[] = [];
    for (let run = 0; run < effort; run++) {
      await pause();
      const trajectory =
        number === 0
          ? begin(stage, first + run)
          : branch(reached[run % reached.length]!, stage.event, `${name}/${number}/${run}`);
      events += advance(trajectory, down);
      if (trajectory.level.down >= down) arrived.push(trajectory);
    }
    counts.push({ down, runs: effort, reached: arrived.length });
    probability *= arrived.length / effort;
    reached = arrived;
    if (reached.length === 0) break;
  }
  return { probability, levels: counts, events };
}

/** What a pilot finds. */
export interface Pilot {
  /** Up to the event. */
  readonly levels: readonly number[];
  /** Events handled [events]. */
  readonly events: number;
  /** Events that one run from the start to the end takes [events]. */
  readonly eventsOfARun: number;
}

/** Share of the runs that should reach the next level: near what gives the least variance for the work, and safe against none. */
const SHARE = 0.15;

/**
 * Levels by a pilot: from each the next is the highest that a fair share of the runs still reaches. Its runs are not used again, so that the
 * estimate stays unbiased.
 *
 * @throws what a pause throws.
 */
export async function chooseLevels(
  stage: Stage,
  { runs, name, pause }: { runs: number; name: string; pause: Pause },
): Promise<Pilot> {
  const { atLeast } = stage.event;
  const levels: number[] = [];
  let [events, eventsOfARun] = [0, 0];
  let from: Trajectory[] = [];
  for (let level = 0; level < atLeast; level = levels.at(-1)!) {
    const peaks: number[] = [];
    for (let run = 0; run < runs; run++) {
      await pause();
      const trajectory = trajectoryOf(stage, { level, from, run, name });
      const { peak, handled } = follow(trajectory, atLeast);
      peaks.push(peak);
      events += handled;
    }
    if (level === 0) eventsOfARun = events / runs;
    const next = nextLevel(peaks, level, atLeast);
    if (next >= atLeast) return { levels: [...levels, atLeast], events, eventsOfARun };
    levels.push(next);
    const arrivals = await arrivalsAt(stage, { next, level, from, runs, name, pause });
    events += arrivals.events;
    from = arrivals.trajectories;
    if (from.length === 0) break;
  }
  // From a level that the pilot does not leave, one by one: the estimate tells how far it comes.
  for (let level = (levels.at(-1) ?? 0) + 1; level <= atLeast; level++) levels.push(level);
  return { levels, events, eventsOfARun };
}

/** The highest level that a fair share of the runs reaches, above the one that they come from. */
function nextLevel(peaks: readonly number[], level: number, most: number): number {
  const descending = peaks.toSorted((a, b) => b - a);
  const fair = descending[Math.ceil(SHARE * peaks.length) - 1]!;
  return Math.min(most, Math.max(level + 1, fair));
}

/** Follows a run to its end, or to the event. */
function follow(trajectory: Trajectory, atLeast: number): { peak: number; handled: number } {
  let [peak, handled] = [trajectory.level.down, 0];
  while (peak < atLeast) {
    handled += advance(trajectory, peak + 1);
    if (trajectory.level.down <= peak) break;
    peak = trajectory.level.down;
  }
  return { peak, handled };
}

/** A run of the pilot from where one before it came to the level, or from the start. */
function trajectoryOf(
  stage: Stage,
  { level, from, run, name }: Pick<Leg, "level" | "from" | "name"> & { readonly run: number },
): Trajectory {
  if (level === 0) return begin(stage, run);
  return branch(from[run % from.length]!, stage.event, `${name}/pilot/${level}/${run}`);
}

/** The way of the pilot from a level to the next. */
interface Leg {
  readonly next: number;
  readonly level: number;
  readonly from: readonly Trajectory[];
  readonly runs: number;
  readonly name: string;
  readonly pause: Pause;
}

/** Runs again up to the next level: those of the pilot went past it. */
async function arrivalsAt(
  stage: Stage,
  { next, runs, pause, ...leg }: Leg,
): Promise<{ readonly trajectories: Trajectory[]; readonly events: number }> {
  const trajectories: Trajectory[] = [];
  let events = 0;
  for (let run = 0; run < runs; run++) {
    await pause();
    const trajectory = trajectoryOf(stage, { ...leg, run });
    events += advance(trajectory, next);
    if (trajectory.level.down >= next) trajectories.push(trajectory);
  }
  return { trajectories, events };
}
