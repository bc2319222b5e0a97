/** What replications of a point say of its objectives and of what has to hold. */
import type { Scenario } from "../../scenario/scenario.js";
import { mean } from "../../stats/summary.js";
import { limitsOf } from "../asked-objective.js";
import { isKept } from "../bounds.js";
import { completionFigures } from "../completion.js";
import { type BoundValues, boundValues } from "../plan/bounds.js";
import { type FigureRow, type ReplicationRow, valueOf } from "../replication-row.js";
import type { Tune } from "./prepare.js";
import type { Response } from "./response.js";

/** What a replication says of its point: plain data, which a journal can hold. */
export interface Seen extends Response {
  /** By objective; a time that was not reached counts as long as it was waited for. Null where it does not apply. */
  readonly values: readonly (number | null)[];
  /** By objective: whether it is a time that was not reached. */
  readonly isOpen: readonly boolean[];
  /** By requirement. */
  readonly bounds: readonly BoundValues[];
  /** How far the rollouts came. */
  readonly rollouts: FigureRow;
}

/** Reads a replication. */
export function seenOf(row: ReplicationRow, request: Tune["request"], base: Scenario): Seen {
  const waits = request.objectives.map(({ metric }) => row.notReached[metric] ?? null);
  const values = request.objectives.map(
    ({ metric }, index) => valueOf(row, metric) ?? waits[index] ?? null,
  );
  const bounds = request.require.map((one) => boundValues(limitsOf(one), row));
  const kept = request.require.map((one, index) => {
    const { values: found, waited } = bounds[index]!;
    return limitsOf(one).every((limit, at) => isKept(limit, found[at]!, waited[at]!));
  });
  return {
    values,
    isOpen: waits.map((wait) => wait !== null),
    bounds,
    kept,
    rollouts: completionFigures(row, base),
    cost: costOf(values, request),
  };
}

/** The weighted sum of the objectives, those that are to be great taken off; null where one that counts does not apply. */
function costOf(values: Seen["values"], { objectives }: Tune["request"]): number | null {
  let cost = 0;
  for (const [index, { goal, weight }] of objectives.entries()) {
    if (weight === 0) continue;
    const value = values[index]!;
    if (value === null) return null;
    cost += (goal === "min" ? weight : -weight) * value;
  }
  return cost;
}

/** The values of an objective; null where it does not apply in every replication. */
export function wholeValues(rows: readonly Seen[], objective: number): readonly number[] | null {
  const known = rows.map(({ values }) => values[objective]!).filter((value) => value !== null);
  return known.length === rows.length ? known : null;
}

/** In how many replications an objective is a time that was not reached. */
export function openCount(rows: readonly Seen[], objective: number): number {
  return rows.filter(({ isOpen }) => isOpen[objective]!).length;
}

/** Means of the objectives, smaller being better; null where one does not apply. */
export function orientedMeans(
  { request }: Pick<Tune, "request">,
  rows: readonly Seen[],
): readonly number[] | null {
  const means = request.objectives.map(({ goal }, index) => {
    const values = wholeValues(rows, index);
    return values === null ? null : (goal === "min" ? 1 : -1) * mean(values);
  });
  const known = means.filter((value) => value !== null);
  return known.length === means.length ? known : null;
}
