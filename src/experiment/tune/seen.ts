/** What replications of a point say of its objectives. */
import { mean } from "../../stats/summary.js";
import { figureKey } from "../../metrics/figure.js";
import { type ReplicationRow, valueOf } from "../replication-row.js";
import { isKept } from "../plan/requirement.js";
import type { Tune } from "./prepare.js";
import type { Response } from "./response.js";

/** What a replication says of its point. */
export interface Seen extends Response {
  readonly values: readonly (number | null)[];
}

/** Reads a replication. */
export function seenOf(row: ReplicationRow, request: Tune["request"]): Seen {
  const values = request.objectives.map(({ metric }) => valueOf(row, metric));
  const kept = request.require.map(({ holds }) =>
    holds.every((limit) => isKept(limit, valueOf(row, figureKey(limit)))),
  );
  return { values, kept, cost: costOf(values, request) };
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
