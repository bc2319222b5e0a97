import type { PolicyResult } from "./comparison.js";
import type { ReplicationRow } from "./replication-row.js";

/** Order statistics that are kept of a pooled sample at most. */
const KEPT = 2_000;

/** The observations of all replications of a policy, ascending, thinned to evenly spaced order statistics where there are many. */
export function pooledSamples(rows: readonly ReplicationRow[]): PolicyResult["samples"] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.samples)))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const all = rows.flatMap((row) => row.samples[name] ?? []).sort((a, b) => a - b);
      return [name, { total: all.length, values: thin(all) }];
    }),
  );
}

function thin(sorted: readonly number[]): readonly number[] {
  if (sorted.length <= KEPT) return sorted;
  return Array.from(
    { length: KEPT },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (KEPT - 1))]!,
  );
}
