/** What would settle who is best: more replications, or the measurement of one figure. */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { CONFIDENCE } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import type { Curve } from "./switches.js";
import type { FigureRobustness, Settling } from "./robustness.js";
import type { DrawnWorld } from "./together.js";

/** Beyond so many replications two policies are as good as equal. */
const MOST = 1_000_000;

/**
 * Replications after which the paired 95 % interval of a lead leaves 0 out, if its mean and spread are as they seem.
 *
 * @param leads over the nearest rival, one per replication.
 */
export function replicationsNeeded(
  leads: readonly number[],
): Pick<Settling, "replications" | "isSettled"> {
  const spread = variance(leads);
  const lead = Math.abs(mean(leads));
  if (spread === null || lead === 0) return { replications: null, isSettled: false };
  const isEnough = (n: number): boolean =>
    tQuantile((1 + CONFIDENCE) / 2, n - 1) * Math.sqrt(spread / n) < lead;
  if (isEnough(leads.length)) return { replications: leads.length, isSettled: true };
  if (!isEnough(MOST)) return { replications: null, isSettled: false };
  let [low, high] = [leads.length, MOST];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return { replications: high, isSettled: false };
}

/** A figure, and its curve. */
export interface Measurable {
  readonly guess: number;
  readonly figure: FigureRobustness;
  readonly curve: Curve;
}

/**
 * The figure whose knowledge leaves least open: the first-order index of the event that the best policy stays best, by putting the
 * figure to each value of its range in every world that was drawn.
 *
 * @see Sobol, "Global sensitivity indices", Mathematics and Computers in Simulation 55 (2001)
 */
export function worthMeasuring(
  figures: readonly Measurable[],
  drawn: readonly DrawnWorld[],
): Settling["measure"] {
  const all = figures
    .map((one) => ({ one, share: shareOf(one, drawn) }))
    .toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0));
  const [first] = all;
  if (first !== undefined && (first.share ?? 0) >= WORTHWHILE) {
    return { figure: first.one.figure.name, share: first.share };
  }
  // In no world another one wins: still, a figure may do it at the end of its range.
  const [able] = figures.filter(({ figure }) => figure.switches.length > 0);
  return able === undefined ? null : { figure: able.figure.name, share: null };
}

/** Part of the variance of who wins below which no measurement is worth its trouble. */
const WORTHWHILE = 0.05;

/** Stretches of a range. */
const STRETCHES = 200;

function shareOf({ guess, curve }: Measurable, drawn: readonly DrawnWorld[]): number | null {
  if (drawn.length === 0) return null;
  const scale = Math.max(
    1,
    ...drawn.map(({ margin }) => finite(margin.value)),
    ...curve.points.map(({ margin }) => finite(margin.value)),
  );
  const bounded = (value: number): number => Math.max(-FAR * scale, Math.min(FAR * scale, value));
  const along = (at: number): number => heightAt(curve, at, bounded);
  // What is left of the margin of each world without the figure.
  const rest = drawn.map(({ at, margin }) => bounded(margin.value) - along(at[guess]!));
  const chances = Array.from({ length: STRETCHES }, (_, index) => {
    const own = along((index + 0.5) / STRETCHES);
    return rest.filter((one) => one + own >= 0).length / rest.length;
  });
  const chance = mean(chances);
  const whole = chance * (1 - chance);
  if (whole === 0) return null;
  return mean(chances.map((one) => (one - chance) ** 2)) / whole;
}

/** What stands for a margin that is no number, in the largest margin that is one. */
const FAR = 1_000;

function finite(value: number): number {
  return Number.isFinite(value) ? Math.abs(value) : 0;
}

/** The margin at a place by straight lines between those that were looked at; beyond them that of the last one. */
function heightAt({ points }: Curve, at: number, bounded: (value: number) => number): number {
  const after = points.findIndex((point) => point.at >= at);
  if (after <= 0) return bounded(points.at(after)!.margin.value);
  const [a, b] = [points[after - 1]!, points[after]!];
  const [from, to] = [bounded(a.margin.value), bounded(b.margin.value)];
  return from + ((at - a.at) / (b.at - a.at)) * (to - from);
}
