import { SERIES_BINS } from "../metrics/metric.js";
import { quantile } from "../stats/summary.js";
import type { Band } from "./comparison.js";
import type { ReplicationRow } from "./replication-row.js";

/** Lower and upper edge of a band: the shares of replications below them. */
const LOW = 0.05;
const HIGH = 0.95;

/** Significant digits of a band. */
const DIGITS = 6;

/** The p5–p95 bands of every series of a policy, with the mean, at the end of each bin of the horizon. */
export function bandsOf(rows: readonly ReplicationRow[], horizon: number): Record<string, Band> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.series)))].sort();
  return Object.fromEntries(names.map((name) => [name, bandOf(rows, name, horizon)]));
}

function bandOf(rows: readonly ReplicationRow[], name: string, horizon: number): Band {
  const all = rows.flatMap((row) => row.series[name] ?? []);
  const bins = Array.from({ length: SERIES_BINS }, (_, bin) => bin);
  const columns = bins.map((bin) => all.map((series) => series[bin]!).sort((a, b) => a - b));
  return {
    times: bins.map((bin) => ((bin + 1) * horizon) / SERIES_BINS),
    low: columns.map((column) => rounded(quantile(column, LOW))),
    mean: columns.map((column) =>
      rounded(column.reduce((sum, value) => sum + value, 0) / column.length),
    ),
    high: columns.map((column) => rounded(quantile(column, HIGH))),
  };
}

/** Digits beyond those that a chart can show would be half of a report. */
function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
