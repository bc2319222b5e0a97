import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { invariant } from "../support/invariant.js";
import { pairedDifferences, pValueBelowZero } from "./paired.js";
import { CONFIDENCE } from "./student-t.js";
import { mean, variance } from "./summary.js";

/** How far one system may be from the best of the others, smaller being better. */
export interface WithBest {
  /** Lower bound of its mean minus the least of the others; 0: it is not the best. */
  readonly low: number;
  /** Upper bound; 0: it is the best. */
  readonly high: number;
}

/**
 * Compares every system with the best of the others, all at once: simultaneous intervals of mean(i) - min of the other means,
 * constrained to contain 0. Systems ran under the same luck, so each pair has a spread of its own and Bonferroni's inequality
 * stands in for independence.
 *
 * @param samples one per system, of one length of at least two; smaller is better.
 * @see Hsu, "Constrained simultaneous confidence intervals for multiple comparisons with the best", Annals of Statistics 12
 *   (1984); under common luck: Nelson & Matejcik, Management Science 41 (1995)
 */
export function compareWithBest(
  samples: readonly (readonly number[])[],
  confidence = CONFIDENCE,
): WithBest[] {
  const n = samples[0]?.length ?? 0;
  invariant(
    samples.length >= 2 && n >= 2,
    () => `multiple comparison: expected two systems with two values, got ${samples.length}`,
  );
  const critical = tQuantile(1 - (1 - confidence) / (samples.length - 1), n - 1);
  const gap = samples.map((mine) =>
    samples.map((other) => {
      const differences = pairedDifferences(mine, other);
      const half = critical * Math.sqrt(variance(differences)! / n);
      return { low: mean(differences) - half, high: mean(differences) + half };
    }),
  );
  const others = samples.map((_, i) => [...samples.keys()].filter((j) => j !== i));
  const lows = samples.map((_, i) =>
    Math.min(0, Math.max(...others[i]!.map((j) => gap[i]![j]!.low))),
  );
  // Not shown to be worse than any other: it may be the best.
  const candidates = [...samples.keys()].filter((i) => lows[i]! < 0);
  return samples.map((_, i) => ({
    low: lows[i]!,
    high: Math.max(0, ...candidates.filter((j) => j !== i).map((j) => gap[i]![j]!.high)),
  }));
}

/**
 * Confidence that a system is the best of all, smaller being better: the level up to which it can be told from every other,
 * 1 - the sum of the one-sided p-values of its paired differences. A lower bound by Bonferroni's inequality, [0..1].
 */
export function confidenceBest(samples: readonly (readonly number[])[], system: number): number {
  const doubt = samples.reduce(
    (sum, other, i) =>
      i === system ? sum : sum + pValueBelowZero(pairedDifferences(samples[system]!, other)),
    0,
  );
  return Math.max(0, 1 - doubt);
}
