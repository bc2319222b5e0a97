import { invariant } from "../support/invariant.js";
import { mean, variance } from "./summary.js";

/** What a factor does to the variance of a result. */
export interface SobolIndex {
  /** Share of the variance that goes away where the factor is known [0..1, but for noise]. */
  readonly first: number;
  /** Share that is left where all other factors are known: the factor with all it interacts with. */
  readonly total: number;
}

/** A uniform draw (0..1) for a factor of a point; points from `points` on are the second, independent set. */
export type FactorDraw = (point: number, factor: number) => number;

/**
 * A function that is near the one in question and whose own indices are known without sampling, so that only the rest is estimated.
 * Its mean is 0.
 */
export interface KnownPart {
  readonly at: (values: readonly number[]) => number;
  /** Its mean where the value of one factor is known. */
  readonly main: (factor: number, value: number) => number;
  readonly variance: number;
  /** Variance of `main`, by factor. */
  readonly first: readonly number[];
  /** Mean variance where all factors but one are known, by that factor. */
  readonly total: readonly number[];
}

/** Nothing is known. */
function nothing(factors: number): KnownPart {
  const none = Array.from({ length: factors }, () => 0);
  return { at: () => 0, main: () => 0, variance: 0, first: none, total: none };
}

/**
 * Sobol indices of a function of independent factors, each uniform on (0..1), from `points` * (factors + 2) evaluations.
 *
 * @param known a part taken out as a control variate. Default: none.
 * @see Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics Communications 181 (2010):
 *   first-order estimator (b) of table 2, total estimator (f) of Jansen
 */
export function sobolIndices(
  evaluate: (factors: readonly number[]) => number,
  {
    factors,
    points,
    draw,
    known = nothing(factors),
  }: { factors: number; points: number; draw: FactorDraw; known?: KnownPart },
): SobolIndex[] {
  invariant(points >= 2, () => `Sobol indices: expected at least two points, got ${points}`);
  const sampleOf = (values: readonly number[]): Sample => {
    const part = known.at(values);
    return { values, part, rest: evaluate(values) - part };
  };
  const at = (from: number): Sample[] =>
    Array.from({ length: points }, (_, point) =>
      sampleOf(Array.from({ length: factors }, (_, factor) => draw(from + point, factor))),
    );
  const a = at(0);
  const b = at(points);
  const both = [...a, ...b];
  // The estimator of the first order is the less noisy the nearer the results are to 0.
  const centre = mean(both.map(({ rest }) => rest));
  const withRest = (part: (sample: Sample) => number): number =>
    2 * mean(both.map((sample) => part(sample) * (sample.rest - centre)));
  const spread = variance(both.map(({ rest }) => rest))!;
  const all = known.variance + withRest(({ part }) => part) + spread;
  return Array.from({ length: factors }, (_, factor) => {
    let first = 0;
    let rest = 0;
    for (const [point, one] of a.entries()) {
      const other = b[point]!;
      const mixed = sampleOf(
        one.values.map((value, i) => (i === factor ? other.values[i]! : value)),
      );
      const change = mixed.rest - one.rest;
      first += (other.rest - centre) * change;
      rest += change * change + 2 * change * (mixed.part - one.part);
    }
    const main = withRest(({ values }) => known.main(factor, values[factor]!));
    return all <= 0
      ? { first: 0, total: 0 }
      : {
          first: (known.first[factor]! + main + first / points) / all,
          total: (known.total[factor]! + rest / (2 * points)) / all,
        };
  });
}

/** A point: the values of its factors, what the known part makes of them, and what that leaves. */
interface Sample {
  readonly values: readonly number[];
  readonly part: number;
  readonly rest: number;
}
