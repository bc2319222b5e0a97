import { seedKey, stream, uniform, type Stream } from "../../src/random/draw.js";
import { normalQuantile } from "../../src/random/elementary.js";
import { Purpose } from "../../src/random/purposes.js";

/** Luck for experiments of known truth: the same numbers on every machine. */

const key = seedKey("coverage");

/** The luck of one experiment. */
export function luckOf(experiment: number): Stream {
  return stream(key, Purpose.Exploration, experiment);
}

/** `n` standard normal draws of an experiment; `series` tells independent samples apart. */
export function normals(experiment: number, n: number, series = 0): number[] {
  const luck = luckOf(experiment);
  return Array.from({ length: n }, (_, at) => normalQuantile(uniform(luck, series, at)));
}

/** `n` exponential draws of mean 1. */
export function exponentials(experiment: number, n: number, series = 0): number[] {
  const luck = luckOf(experiment);
  return Array.from({ length: n }, (_, at) => -Math.log(uniform(luck, series, at)));
}

/** How many of `n` trials happen, each with probability `p`. */
export function binomial(experiment: number, n: number, p: number): number {
  const luck = luckOf(experiment);
  let count = 0;
  for (let at = 0; at < n; at++) if (uniform(luck, 0, at) < p) count += 1;
  return count;
}
