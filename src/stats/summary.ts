import { invariant } from "../support/invariant.js";

/** What a sample comes to. Empty samples have no summary. */
export interface Summary {
  /** [observations] */
  readonly n: number;
  readonly mean: number;
  /** Unbiased sample variance; null for a single observation. */
  readonly variance: number | null;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/**
 * Sum without the rounding error of a long chain of additions.
 * @see Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974)
 */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean of a sample with at least one observation. */
export function mean(values: readonly number[]): number {
  invariant(values.length > 0, () => "mean: expected at least one value, got none");
  return sum(values) / values.length;
}

/** Unbiased sample variance, by two passes; null for fewer than two observations. */
export function variance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) * (value - centre))) / (values.length - 1);
}

/**
 * Quantile of an ascending sample, by linear interpolation between order statistics.
 *
 * @param share [0..1]
 * @see Hyndman & Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition 7
 */
export function quantile(sorted: readonly number[], share: number): number {
  invariant(sorted.length > 0, () => "quantile: expected at least one value, got none");
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  const between = below + (place - Math.floor(place)) * (above - below);
  // Rounding must not carry a quantile past its neighbours, or quantiles would not rise with their share.
  return Math.min(above, Math.max(below, between));
}

/** The median of a sample with at least one observation. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Summarises a sample with at least one observation. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    n: values.length,
    mean: mean(values),
    variance: variance(values),
    min: sorted[0]!,
    median: quantile(sorted, 0.5),
    max: sorted.at(-1)!,
  };
}
