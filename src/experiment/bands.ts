import { SERIES_BINS } from "../metrics/metric.js";
import { quantile } from "../stats/summary.js";
import type { Band } from "./comparison.js";
import type { ReplicationRow } from "./replication-row.js";

/** Lower and upper edge of a band: the shares of replications below them. */
const LOW = 0.05;
const HIGH = 0.95;

/** Steps from the least to the most of a band: no plot is so many pixels high. */
const STEPS = 900;

/** The p5–p95 bands of every series of a policy, with the mean, at the end of each bin of the horizon. */
export function bandsOf(rows: readonly ReplicationRow[], horizon: number): Record<string, Band> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.series)))].sort();
  return Object.fromEntries(names.map((name) => [name, bandOf(rows, name, horizon)]));
}

function bandOf(rows: readonly ReplicationRow[], name: string, horizon: number): Band {
  const series = rows.flatMap((row) => row.series[name] ?? []);
  const bins = Array.from({ length: SERIES_BINS }, (_, bin) => bin);
  const columns = bins.map((bin) => series.map((values) => values[bin]!).sort((a, b) => a - b));
  const low = columns.map((column) => quantile(column, LOW));
  const mean = columns.map((column) => column.reduce((sum, v) => sum + v, 0) / column.length);
  const high = columns.map((column) => quantile(column, HIGH));
  const all = [...low, ...mean, ...high];
  const decimals = decimalsOf(Math.max(...all) - Math.min(...all));
  const rounded = (value: number): number => Number(value.toFixed(decimals));
  return {
    times: bins.map((bin) => ((bin + 1) * horizon) / SERIES_BINS),
    low: low.map(rounded),
    mean: mean.map(rounded),
    high: high.map(rounded),
  };
}

/** Decimals that tell so many steps of a range apart: digits that no chart can show would be half of a report. */
function decimalsOf(range: number): number {
  // A constant keeps the digits that a table may print.
  if (range <= 0) return 6;
  return Math.max(0, Math.min(12, Math.ceil(Math.log10(STEPS / range))));
}
