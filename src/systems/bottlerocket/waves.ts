import { type Time } from "../../support/time.js";

/**
 * Bottlerocket's update waves: who may take an update when. Each host drew a seed once, 0 to 2047.
 *
 * @see bottlerocket-os/bottlerocket-core-kit sources/updater/update_metadata/src/lib.rs
 */

/** Seeds there are: 0 to 2047. */
export const SEEDS = 2_048;

/** A wave as an operator writes it: from `start` after the release [ms] until, when it is over, `percent` of the fleet have it. */
export interface Wave {
  readonly start: Time;
  readonly percent: number;
}

/** First seed of each wave and when the wave starts [ms], seeds rising. */
export type WaveStarts = readonly (readonly [seed: number, start: Time])[];

/** Why a list of waves is refused. */
export type WaveProblem = "percent out of range" | "waves out of order";

const NANOSECONDS = 1_000_000;

/**
 * Turns waves into the seeds they start with: the first wave starts with seed 0, each next one where the percentage before it
 * ends, so the last percentage makes no entry. Percentages are single-precision floats, cut off.
 */
export function waveStarts(waves: readonly Wave[]): WaveStarts | WaveProblem {
  const starts: (readonly [number, Time])[] = [];
  let seed = 0;
  for (const { start, percent } of waves) {
    if (!(percent > 0 && percent <= 100)) return "percent out of range";
    const at = starts.findIndex(([other]) => other >= seed);
    const replaces = starts[at]?.[0] === seed ? 1 : 0;
    starts.splice(at < 0 ? starts.length : at, replaces, [seed, start]);
    seed = Math.trunc(Math.fround(Math.fround(Math.fround(percent) / 100) * SEEDS));
  }
  const inOrder = starts.every(([, start], index) => index === 0 || starts[index - 1]![1] < start);
  return inOrder ? starts : "waves out of order";
}

/**
 * When a seed may take the update, as the code has it: within a wave the time per seed is multiplied by the seed itself, not by
 * how far it is into its wave, so that most of each later wave comes at once when the wave ends. Seed 0 belongs to no wave.
 *
 * @returns [ms], to the nanosecond; -Infinity: at once, whatever the waves.
 */
export function readyAsCoded(starts: WaveStarts, seed: number): number {
  const wave = waveOf(starts, seed);
  if (wave === undefined) return Number.NEGATIVE_INFINITY;
  const { from, to } = wave;
  if (to === undefined) return from[1];
  const perSeed = Math.trunc(((to[1] - from[1]) * NANOSECONDS) / (to[0] - from[0]));
  return Math.min(to[1], from[1] + (perSeed * seed) / NANOSECONDS);
}

/**
 * When a seed may take the update as documented: within a wave one seed after the other, the percentage reached when the wave
 * is over; the last wave at once.
 *
 * @returns [ms].
 * @see bottlerocket-os/bottlerocket#993, sources/updater/waves/README.md
 */
export function readyAsDocumented(starts: WaveStarts, seed: number): number {
  const at = starts.findLastIndex(([first]) => first <= seed);
  const from = starts[at];
  if (from === undefined) return Number.NEGATIVE_INFINITY;
  const to = starts[at + 1];
  if (to === undefined) return from[1];
  return from[1] + ((to[1] - from[1]) * (seed - from[0])) / (to[0] - from[0]);
}

/** The entries around a seed: the last one below it, and the first one from it on. Seed 0 has none below. */
function waveOf(starts: WaveStarts, seed: number) {
  const from = starts.findLast(([first]) => first < seed);
  if (from === undefined) return undefined;
  return { from, to: starts.find(([first]) => first >= seed) };
}
