import { clopperPearson } from "../../stats/proportion.js";

/** What one replication of a point says to the search. */
export interface Response {
  /** What is made small; null where an objective does not apply. */
  readonly cost: number | null;
  /** For each constraint, whether the replication keeps its bounds. */
  readonly kept: readonly boolean[];
}

/** How a point stands to the constraints: significantly within them, significantly beyond one, or open. */
export type Standing = "holds" | "open" | "breaks";

/** The share of replications that keep a constraint, with its exact interval; or a mean that is bounded, in its unit. */
export interface Kept {
  /** Null where the figure applies to no replication. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Gives observations of replications `from` to `until` (exclusive) of points, in order. */
export type Observe<R extends Response> = (
  points: readonly number[],
  from: number,
  until: number,
) => Promise<readonly (readonly R[])[]>;

/** The share that keeps constraint `index`. */
export function keptShare(rows: readonly Response[], index: number, confidence: number) {
  const kept = rows.filter((row) => row.kept[index]!).length;
  const { low, high } = clopperPearson(kept, rows.length, confidence);
  return { value: kept / rows.length, low, high };
}

/** Something that has to hold at a point. */
export interface PointRule<R extends Response> {
  /** By how much the estimate falls short of it, on a scale from 0 (met) to 1. */
  readonly shortfall: (rows: readonly R[], point: number) => number;
  /** @param confidence of the interval that is held against it. */
  readonly standing: (rows: readonly R[], point: number, confidence: number) => Standing;
}

/** Constraint `index` has to be kept in at least a share of replications. */
export function shareRule(index: number, least: number): PointRule<Response> {
  return {
    shortfall: (rows) =>
      Math.max(0, least - rows.filter(({ kept }) => kept[index]!).length / rows.length - ROUNDING),
    standing(rows, _, confidence) {
      const { low, high } = keptShare(rows, index, confidence);
      return high < least ? "breaks" : low >= least ? "holds" : "open";
    },
  };
}

/** What binary fractions may lack of a share that is met exactly. */
const ROUNDING = 1e-12;

/** How a point stands to all that has to hold. */
export function standing<R extends Response>(
  rules: readonly PointRule<R>[],
  rows: readonly R[],
  point: number,
  confidence: number,
): Standing {
  const found = rules.map((rule) => rule.standing(rows, point, confidence));
  if (found.includes("breaks")) return "breaks";
  return found.every((one) => one === "holds") ? "holds" : "open";
}

/** By how much the estimate falls short of what has to hold, at most; 0 where all is met. */
export function shortfall<R extends Response>(
  rules: readonly PointRule<R>[],
  rows: readonly R[],
  point: number,
): number {
  return Math.max(0, ...rules.map((rule) => rule.shortfall(rows, point)));
}

/** The costs where all apply. */
export function wholeCosts(rows: readonly Response[]): readonly number[] | undefined {
  const known = rows.map(({ cost }) => cost).filter((cost) => cost !== null);
  return known.length === rows.length ? known : undefined;
}
