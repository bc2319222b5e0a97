import { parquetWriteBuffer } from "hyparquet-writer";
import type { Report } from "./report.js";

/**
 * Every value as a Parquet table: a row for each policy, metric and replication, in this order, with the columns `scenario`, `seed`,
 * `policy`, `metric`, `unit`, `replication` and `value` (null where the metric does not apply).
 */
export function renderParquet({ comparison }: Report): Uint8Array {
  const { scenario, policies, metrics } = comparison;
  const rows = policies.flatMap(({ name: policy, values }) =>
    metrics.flatMap(({ name: metric, unit }) =>
      (values[metric] ?? []).map((value, replication) => ({
        policy,
        metric,
        unit,
        replication,
        value,
      })),
    ),
  );
  const text = (name: string, data: string[]) => ({ name, data, type: "STRING" as const });
  const file = parquetWriteBuffer({
    columnData: [
      text(
        "scenario",
        rows.map(() => scenario.name),
      ),
      text(
        "seed",
        rows.map(() => scenario.seed),
      ),
      text(
        "policy",
        rows.map(({ policy }) => policy),
      ),
      text(
        "metric",
        rows.map(({ metric }) => metric),
      ),
      text(
        "unit",
        rows.map(({ unit }) => unit),
      ),
      { name: "replication", data: rows.map(({ replication }) => replication), type: "INT32" },
      { name: "value", data: rows.map(({ value }) => value), type: "DOUBLE", nullable: true },
    ],
  });
  return new Uint8Array(file);
}
