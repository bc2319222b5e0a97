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
 * Sobol indices of a function of independent factors, each uniform on (0..1), from `points` * (factors + 2) evaluations.
 *
 * @see Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics Communications 181 (2010):
 *   first-order estimator (b) of table 2, total estimator (f) of Jansen
 */
export function sobolIndices(
  evaluate: (factors: readonly number[]) => number,
  { factors, points, draw }: { factors: number; points: number; draw: FactorDraw },
): SobolIndex[] {
  invariant(points >= 2, () => `Sobol indices: expected at least two points, got ${points}`);
  const at = (from: number) =>
    Array.from({ length: points }, (_, point) =>
      Array.from({ length: factors }, (_, factor) => draw(from + point, factor)),
    );
  const a = at(0);
  const b = at(points);
  const rawA = a.map(evaluate);
  const rawB = b.map(evaluate);
  // The estimator of the first order is the less noisy the nearer the results are to 0.
  const centre = mean([...rawA, ...rawB]);
  const total = variance([...rawA, ...rawB])!;
  return Array.from({ length: factors }, (_, factor) => {
    let first = 0;
    let rest = 0;
    for (const [point, own] of a.entries()) {
      const mixed = evaluate(own.map((value, i) => (i === factor ? b[point]![i]! : value)));
      first += (rawB[point]! - centre) * (mixed - rawA[point]!);
      rest += (rawA[point]! - mixed) * (rawA[point]! - mixed);
    }
    return total === 0
      ? { first: 0, total: 0 }
      : { first: first / points / total, total: rest / (2 * points) / total };
  });
}
