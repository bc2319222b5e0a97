/** Bounds one by one: how often each is missed at a value, and by how much. */
import { figureKey } from "../../metrics/figure.js";
import type { Limit } from "../../scenario/plan-schema.js";
import { proportionInterval } from "../../stats/proportion.js";
import { mean } from "../../stats/summary.js";
import { isKept } from "../bounds.js";
import { type ReplicationRow, valueOf } from "../replication-row.js";
import type { Figure } from "./requirement.js";

/** What a replication says of the bounds, in their order: plain data. */
export interface BoundValues {
  /** Null where the metric does not apply, or was not reached. */
  readonly values: readonly (number | null)[];
  /** How long a time was waited for that was not reached, in the unit of its metric; null elsewhere. */
  readonly waited: readonly (number | null)[];
}

/** What one bound comes to at a value. */
export interface BoundFigure {
  readonly limit: Limit;
  /** Share of the replications that miss it, with its 95 % interval. */
  readonly missed: Figure;
  /** Replications in which the metric has no value: it does not apply, or was not reached. */
  readonly without: number;
  /** Replications in which a time was not reached by the end of the run; they are among those without a value. */
  readonly notReached: number;
  /** Mean of the metric over the replications that have a value; null for none. */
  readonly mean: number | null;
  /** How far the values that miss it lie beyond it, on average; null where none does. */
  readonly missedBy: number | null;
}

/** Reads a replication. */
export function boundValues(limits: readonly Limit[], row: ReplicationRow): BoundValues {
  const keys = limits.map(figureKey);
  return {
    values: keys.map((key) => valueOf(row, key)),
    waited: keys.map((key) => row.notReached[key] ?? null),
  };
}

/** What the bounds come to, in their order; empty where there is no replication. */
export function boundFigures(
  limits: readonly Limit[],
  rows: readonly BoundValues[],
): readonly BoundFigure[] {
  const n = rows.length;
  if (n === 0) return [];
  return limits.map((limit, index) => {
    const all = rows.map(({ values }) => values[index] ?? null);
    const waits = rows.map(({ waited }) => waited[index] ?? null);
    const known = all.filter((value) => value !== null);
    const missing = known.filter((value) => !isKept(limit, value, null));
    const count = all.filter((value, i) => !isKept(limit, value, waits[i]!)).length;
    const { low, high } = proportionInterval(count, n);
    return {
      limit,
      missed: { n, value: count / n, low, high },
      without: n - known.length,
      notReached: waits.filter((wait) => wait !== null).length,
      mean: known.length === 0 ? null : mean(known),
      missedBy: missing.length === 0 ? null : mean(missing.map((value) => beyond(limit, value))),
    };
  });
}

/** How far a value lies beyond a bound. */
function beyond({ min, max }: Limit, value: number): number {
  return Math.max(0, (min ?? value) - value, value - (max ?? value));
}
