/** Sobol indices of the mean result: which factor its variance over the design is due to. Luck is taken out of them. */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type KnownPart, sobolIndices, type SobolIndex } from "../../stats/sobol.js";
import { combined } from "../../stats/welch.js";
import { CONFIDENCE } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import { pointKey, type Point, type SobolDesign, sobolPoints } from "./design.js";
import type { Table } from "./effects.js";
import type { Fit } from "./polynomials.js";

/** A share with its 95 % interval, which may reach beyond 0 and 1: it is an estimate. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the variance of a result owes to a factor. */
export interface FactorShare {
  /** To the factor by itself. */
  readonly first: Share;
  /** To the factor with all that it interacts with. */
  readonly total: Share;
}

/** Fewest replications of an index: below it there is no jackknife. */
const FEWEST = 3;

/** Part of the spread over points and luck together below which there is nothing to divide. */
const NOTHING = 1e-12;

/**
 * Sobol indices of a full grid: sums of squares of the mean result, each without the part that luck adds. The estimate is the mean
 * of products of different replications, and its interval a jackknife over replications.
 *
 * @returns null where the factors do nothing that could be told from luck.
 * @see Sobol, "Global sensitivity indices", Mathematics and Computers in Simulation 55 (2001); Hoeffding, "A class of statistics
 *   with asymptotically normal distribution", Annals of Mathematical Statistics 19 (1948)
 */
export function gridShares(
  levels: readonly number[],
  points: readonly Point[],
  table: Table,
): readonly FactorShare[] | null {
  const columns = table[0]!.map((_, column) => table.map((row) => row[column]!));
  if (columns.length < FEWEST) return null;
  const others = levels.map((_, factor) =>
    groups(points, (point) => pointKey(point.filter((_, index) => index !== factor))),
  );
  const own = levels.map((_, factor) => groups(points, (point) => String(point[factor]!)));
  const whole = withoutLuck(columns, (values) => spread(values));
  if (!isBeyondLuck(whole, columns)) return null;
  return whereKnown(
    levels.map((_, factor) => {
      const first = withoutLuck(columns, (values) => spread(means(values, own[factor]!)));
      const rest = withoutLuck(columns, (values) => spread(means(values, others[factor]!)));
      return {
        first: jackknife(
          first.value / whole.value,
          left((i) => first.without[i]! / whole.without[i]!),
        ),
        total: jackknife(
          1 - rest.value / whole.value,
          left((i) => 1 - rest.without[i]! / whole.without[i]!),
        ),
      };
    }),
  );

  function left(of: (replication: number) => number): readonly number[] {
    return columns.map((_, replication) => of(replication));
  }
}

/** Shares; null where one of them is no number: all that differs may be in a single replication, without which nothing does. */
function whereKnown(shares: readonly FactorShare[]): readonly FactorShare[] | null {
  const isKnown = ({ value, low, high }: Share): boolean =>
    [value, low, high].every((one) => Number.isFinite(one));
  return shares.every(({ first, total }) => isKnown(first) && isKnown(total)) ? shares : null;
}

/** Points that share what `keyOf` says, by their numbers. */
function groups(points: readonly Point[], keyOf: (point: Point) => string): readonly number[][] {
  const found = new Map<string, number[]>();
  for (const [index, point] of points.entries()) {
    const key = keyOf(point);
    const group = found.get(key);
    if (group === undefined) found.set(key, [index]);
    else group.push(index);
  }
  return [...found.values()];
}

function means(values: readonly number[], of: readonly (readonly number[])[]): readonly number[] {
  return of.map((group) => mean(group.map((index) => values[index]!)));
}

/** Mean square of deviations. */
function spread(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

/** Whether the true means differ from point to point, by more than luck makes of equal ones in 39 of 40 cases. */
function isBeyondLuck({ value, without }: Unbiased, columns: readonly (readonly number[])[]) {
  const error = critical(without.length) * Math.sqrt(jackknifeVariance(without));
  return value > Math.max(error, NOTHING * mean(columns.map(spread)));
}

/** A quadratic form of the true means, and the same without each replication. */
interface Unbiased {
  readonly value: number;
  readonly without: readonly number[];
}

/** Estimates a quadratic form of means by products of different replications, which luck does not raise. */
function withoutLuck(
  columns: readonly (readonly number[])[],
  form: (values: readonly number[]) => number,
): Unbiased {
  const n = columns.length;
  const sums = columns[0]!.map((_, point) =>
    columns.reduce((total, column) => total + column[point]!, 0),
  );
  const each = columns.map(form);
  const all = each.reduce((total, value) => total + value, 0);
  const pairs = (formOfSums: number, squares: number, count: number): number =>
    (formOfSums - squares) / (count * (count - 1));
  return {
    value: pairs(form(sums), all, n),
    without: columns.map((column, i) => {
      const rest = sums.map((sum, point) => sum - column[point]!);
      return pairs(form(rest), all - each[i]!, n - 1);
    }),
  };
}

/** The jackknife interval of an estimate that is without bias. @see Efron & Stein, Annals of Statistics 9 (1981) */
function jackknife(value: number, without: readonly number[]): Share {
  const half = critical(without.length) * Math.sqrt(jackknifeVariance(without));
  return { value, low: value - half, high: value + half };
}

function jackknifeVariance(without: readonly number[]): number {
  const n = without.length;
  return (variance(without)! * (n - 1) ** 2) / n;
}

function critical(n: number): number {
  return tQuantile((1 + CONFIDENCE) / 2, n - 1);
}

/**
 * Sobol indices of two Latin hypercubes: estimates of the mean results, without the bias of luck, with an interval for the choice
 * of points and for luck, each by a jackknife. What polynomials explain is taken out first, and only the rest left to sampling.
 *
 * @param fit made for the points of the design.
 * @param responses of each point by its key.
 * @returns null where nothing varies.
 */
export function hypercubeShares(
  design: SobolDesign,
  fit: Fit,
  responses: ReadonlyMap<string, readonly number[]>,
): readonly FactorShare[] | null {
  const replications = responses.get(pointKey(design.a[0]!))!.length;
  if (replications < FEWEST) return null;
  const points = sobolPoints(design);
  const indices = indicesOf(design);
  const seen = [...responses.values()];
  const columns = seen[0]!.map((_, column) => seen.map((row) => row[column]!));
  if (!isBeyondLuck(withoutLuck(columns, spread), columns)) return null;
  const all = averages(responses, null);
  const knownOf = (results: ReadonlyMap<string, number>): KnownPart =>
    fit(points.map((point) => results.get(pointKey(point))!));
  const known = knownOf(all);
  const plain = indices(all, known, null);
  const overLuck = Array.from({ length: replications }, (_, i) => {
    const results = averages(responses, i);
    return indices(results, knownOf(results), null);
  });
  const overPoints = design.a.map((_, i) => indices(all, known, i));
  const share = (factor: number, part: keyof SobolIndex): Share => {
    const luck = overLuck.map((found) => found[factor]![part]);
    const points = overPoints.map((found) => found[factor]![part]);
    const value = replications * plain[factor]![part] - (replications - 1) * mean(luck);
    const half = combined([
      { variance: jackknifeVariance(luck), freedom: replications - 1 },
      { variance: jackknifeVariance(points), freedom: points.length - 1 },
    ]).halfWidth();
    return { value, low: value - half, high: value + half };
  };
  return whereKnown(
    plain.map((_, factor) => ({ first: share(factor, "first"), total: share(factor, "total") })),
  );
}

/** Mean results by key, without one replication where there is one to leave out. */
function averages(
  responses: ReadonlyMap<string, readonly number[]>,
  without: number | null,
): ReadonlyMap<string, number> {
  return new Map(
    [...responses].map(([key, values]) => [key, mean(values.filter((_, i) => i !== without))]),
  );
}

/** Indices of the results at the points of a design, without one point of the hypercubes where there is one to leave out. */
function indicesOf({ a, b }: SobolDesign) {
  return (
    results: ReadonlyMap<string, number>,
    known: KnownPart,
    without: number | null,
  ): readonly SobolIndex[] => {
    const left = (points: readonly Point[]) => points.filter((_, index) => index !== without);
    const both = [...left(a), ...left(b)];
    return sobolIndices((point) => results.get(pointKey(point))!, {
      factors: a[0]!.length,
      points: both.length / 2,
      draw: (point, factor) => both[point]![factor]!,
      known,
    });
  };
}
