/** Main effects on hypercubes, by the differences that each factor makes by itself. */
import { mean, variance } from "../../stats/summary.js";
import { combined } from "../../stats/welch.js";
import { estimate } from "../estimate.js";
import { mixedPoint, type Point, pointKey, type SobolDesign } from "./design.js";
import { type Effect, type MainEffect, type Table, toldLevels } from "./effects.js";
import { dot, leastSquares } from "./least-squares.js";
import type { Factor } from "./prepare.js";

/** What was seen at each point, by its key. */
export type Responses = ReadonlyMap<string, readonly number[]>;

/**
 * Fits a straight line through the differences between the points of the first hypercube and the same points with one factor of the
 * second. No other factor differs there, so that none can be taken for this one, whatever the two do together. The interval is for
 * luck and for the choice of points.
 *
 * @see Saltelli et al., Global Sensitivity Analysis: The Primer (2008), chapter 3; MacKinnon & White, Journal of Econometrics 29
 *   (1985), HC3
 */
export function hypercubeEffects(
  factors: readonly Factor[],
  design: SobolDesign,
  responses: Responses,
): readonly MainEffect[] {
  return factors.map((factor, index) => {
    const moves = design.a.map((point, place): Move => {
      const [from, to] = [codes(factor, point[index]!), codes(factor, design.b[place]![index]!)];
      const before = responses.get(pointKey(point))!;
      const after = responses.get(pointKey(mixedPoint(design, place, index)))!;
      return {
        by: to.map((code, i) => code - from[i]!),
        changes: after.map((value, replication) => value - before[replication]!),
      };
    });
    return { levels: null, effects: effectsOf(factor, moves) };
  });
}

/** What changes where one factor is moved. */
interface Move {
  /** In the columns of the fit. */
  readonly by: readonly number[];
  /** Of the result, one per replication. */
  readonly changes: readonly number[];
}

/** Leverage this near to 1 is 1. */
const ALONE = 1e-9;

function effectsOf(factor: Factor, moves: readonly Move[]): readonly Effect[] {
  const rows = moves.map(({ by }) => by);
  const solver = leastSquares(rows);
  const first = codes(factor, 0);
  const slopesOf = (changes: readonly number[]) => solver.map((weights) => dot(weights, changes));
  const replications = moves[0]!.changes.map((_, i) =>
    slopesOf(moves.map((one) => one.changes[i]!)),
  );
  const means = moves.map(({ changes }) => mean(changes));
  const slopes = slopesOf(means);
  return toldLevels(factor).map((level): Effect => {
    const by = codes(factor, level).map((code, i) => code - first[i]!);
    const values = replications.map((slope) => dot(by, slope));
    const ofPoints = rows.reduce((sum, row, move) => {
      const weights = solver.map((one) => one[move]!);
      const free = 1 - dot(row, weights);
      // A move that alone says what a slope is leaves nothing over to judge it by.
      if (free < ALONE) return sum;
      return sum + ((dot(by, weights) * (means[move]! - dot(row, slopes))) / free) ** 2;
    }, 0);
    const error = combined([
      { variance: variance(values)! / values.length, freedom: values.length - 1 },
      { variance: ofPoints, freedom: rows.length - first.length },
    ]);
    const change = estimate(values);
    const half = error.halfWidth();
    return {
      from: factor.levels[0]!,
      to: factor.levels[level]!,
      change: {
        ...change,
        halfWidth: half,
        interval: { low: change.mean - half, high: change.mean + half, method: "Student-t" },
      },
      p: error.p(change.mean),
    };
  });
}

/** A level in columns of the fit: where it stands in the range, or which name it is (none: the first). */
function codes({ levels, scale }: Factor, level: number): readonly number[] {
  if (scale === null) return levels.slice(1).map((_, name) => (name + 1 === level ? 1 : 0));
  const low = Math.min(...scale);
  return [(scale[level]! - low) / (Math.max(...scale) - low)];
}

/** Share of the variance of the points' means that straight lines explain [0..1]; null where they do not vary. */
export function explainedByLines(
  factors: readonly Factor[],
  points: readonly Point[],
  table: Table,
): number | null {
  const means = table.map(mean);
  const all = variance(means);
  if (all === null || all === 0) return null;
  const rows = points.map((point) => [1, ...factors.flatMap((one, i) => codes(one, point[i]!))]);
  const fit = leastSquares(rows).map((weights) => dot(weights, means));
  const left = variance(rows.map((row, point) => means[point]! - dot(row, fit)))!;
  return 1 - left / all;
}
