import { clopperPearson } from "../../stats/proportion.js";

/** What one replication of a point says to the search. */
export interface Response {
  /** What is made small; null where an objective does not apply. */
  readonly cost: number | null;
  /** For each constraint, whether the replication keeps its bounds. */
  readonly kept: readonly boolean[];
}

/** How a point stands to the constraints: shown to keep them, shown to break one, or not to be told. */
export type Standing = "holds" | "open" | "breaks";

/** The share of replications that keep a constraint, with its exact interval. */
export interface Kept {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Gives observations of replications `from` to `until` (exclusive) of points, in order. */
export type Observe<R extends Response> = (
  points: readonly number[],
  from: number,
  until: number,
) => Promise<readonly (readonly R[])[]>;

/** The share that keeps constraint `index`. */
export function keptShare(rows: readonly Response[], index: number, confidence: number): Kept {
  const kept = rows.filter((row) => row.kept[index]!).length;
  const { low, high } = clopperPearson(kept, rows.length, confidence);
  return { value: kept / rows.length, low, high };
}

/** How a point stands to its constraints. @param least share of replications that each has to hold in. */
export function standing(
  rows: readonly Response[],
  least: readonly number[],
  confidence: number,
): Standing {
  const shares = least.map((_, index) => keptShare(rows, index, confidence));
  if (shares.some(({ high }, index) => high < least[index]!)) return "breaks";
  return shares.every(({ low }, index) => low >= least[index]!) ? "holds" : "open";
}

/** By how much the estimate of a share falls short of what is asked, at most; 0 where all are met. */
export function shortfall(rows: readonly Response[], least: readonly number[]): number {
  const short = least.map(
    (asked, index) => asked - rows.filter(({ kept }) => kept[index]!).length / rows.length,
  );
  return Math.max(0, ...short);
}

/** The costs where all apply. */
export function wholeCosts(rows: readonly Response[]): readonly number[] | undefined {
  const known = rows.map(({ cost }) => cost).filter((cost) => cost !== null);
  return known.length === rows.length ? known : undefined;
}
