import { invariant } from "../support/invariant.js";
import type { Interval } from "./interval.js";
import { CONFIDENCE, halfWidth } from "./student-t.js";
import { mean, variance } from "./summary.js";

/** Observations that are averaged before the rule looks at them. */
const LUMP = 5;

/** Batches that a steady-state interval rests on: Schmeiser found 10 to 30 to be enough. */
const BATCHES = 20;

/** Averages of runs of `size` neighbours; a rest at the end is left out. */
function lumps(values: readonly number[], size: number): number[] {
  return Array.from({ length: Math.floor(values.length / size) }, (_, at) =>
    mean(values.slice(at * size, (at + 1) * size)),
  );
}

/**
 * Observations to leave out at the beginning of a run, for it is not yet in its steady state: those without which the standard
 * error of the rest is smallest, in lumps of five.
 *
 * @returns null where the least error is found in the middle or later: the run is too short to tell.
 * @see White, Cobb & Spratt, "A comparison of five steady-state truncation heuristics for simulation", WSC 2000 (MSER-5)
 */
export function warmUp(values: readonly number[]): number | null {
  const lumped = lumps(values, LUMP);
  invariant(lumped.length >= 2, () => `warm-up: expected 10 values or more, got ${values.length}`);
  let sum = 0;
  let squares = 0;
  let best = Number.POSITIVE_INFINITY;
  let cut = 0;
  // Centred at the end of the run, so that squares of large values do not swallow their differences.
  const centre = mean(lumped.slice(Math.floor(lumped.length / 2)));
  for (let from = lumped.length - 1; from >= 0; from--) {
    const gap = lumped[from]! - centre;
    sum += gap;
    squares += gap * gap;
    const kept = lumped.length - from;
    // A warm-up that is longer than half of the run leaves too little; and the last few lumps can be alike by accident.
    if (2 * from > lumped.length) continue;
    const error = (squares - (sum * sum) / kept) / (kept * kept);
    if (error <= best) {
      best = error;
      cut = from;
    }
  }
  return 2 * (cut + 1) > lumped.length ? null : cut * LUMP;
}

/** A steady-state mean with its interval, and what was left out for it. */
export interface SteadyState {
  readonly mean: number;
  readonly interval: Interval;
  /** Observations left out at the beginning. */
  readonly warmUp: number;
}

/**
 * Mean of one long run in its steady state: the warm-up is removed, and what is left is cut into twenty batches, whose means are
 * nearly independent where batches are long.
 *
 * @returns null where the run is too short: no end of the warm-up, or fewer than two observations a batch.
 * @see Law, Simulation Modeling and Analysis, 5th ed., section 9.5.3; Schmeiser, Operations Research 30 (1982)
 */
export function steadyState(
  values: readonly number[],
  confidence = CONFIDENCE,
): SteadyState | null {
  const cut = warmUp(values);
  if (cut === null) return null;
  const rest = values.slice(cut);
  const size = Math.floor(rest.length / BATCHES);
  if (size < 2) return null;
  // What does not fill a batch is taken from the beginning, where the warm-up may linger.
  const batches = lumps(rest.slice(rest.length - size * BATCHES), size);
  const centre = mean(batches);
  const half = halfWidth(BATCHES, variance(batches), confidence)!;
  return {
    mean: centre,
    interval: { low: centre - half, high: centre + half, method: "batch means" },
    warmUp: cut,
  };
}
