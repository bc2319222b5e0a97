/** The values of a figure over the replications of a policy. */
import { figureKey } from "../metrics/figure.js";
import { metricOutputs } from "../metrics/index.js";
import type { ReplicationRow } from "./replication-row.js";

/** A figure in each replication, in their order. */
export interface Sample {
  /** Null where it does not apply, or is the time to something that was not reached. */
  readonly values: readonly (number | null)[];
  /** How long that was waited for where it was not reached; null elsewhere. */
  readonly waited: readonly (number | null)[];
}

/** What is read of a replication. */
export type SampleRow = Pick<ReplicationRow, "scalars" | "parts" | "notReached">;

/** What replications say of a figure. */
export function sampleOf(rows: readonly SampleRow[], key: string): Sample {
  return {
    values: rows.map((row) => row.scalars[key] ?? row.parts[key] ?? null),
    waited: rows.map((row) => row.notReached[key] ?? null),
  };
}

/**
 * The values to average: a time that was not reached counts as long as it was waited for, so that a mean of them is restricted to the run. Null
 * where the figure does not apply.
 */
export function restricted({ values, waited }: Sample): (number | null)[] {
  return values.map((value, i) => value ?? waited[i] ?? null);
}

/** In how many replications something was not reached. */
export function notReached({ waited }: Sample): number {
  return waited.filter((wait) => wait !== null).length;
}

/** Every figure that replications have: those of metrics in the order of reports, then those of parts by name. */
export function figureKeys(rows: readonly ReplicationRow[]): string[] {
  const parts = new Set(rows.flatMap((row) => Object.keys(row.parts)));
  return [...metricOutputs.map(({ name }) => figureKey({ metric: name })), ...parts];
}

/** The name of the metric of a figure. */
export function metricOf(key: string): string {
  return key.split("{", 1)[0]!;
}
