/** Observes replications of scenarios: the same ones of each, and so under the same luck. */
import type { Scenario } from "../scenario/scenario.js";
import { Interrupted } from "./interrupted.js";
import type { ReplicationRow } from "./replication-row.js";
import { type BatchOptions, runBatchesOf } from "./run-batches.js";

/** What is run of each scenario. */
export interface Observation {
  readonly policy: string;
  /** Number of the first replication. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

/** Replications of a batch at most: a long answer to a signal costs more than many messages. */
const BATCH = 10;

/**
 * Runs replications of scenarios, in as many threads as there may be, and keeps of each what `keep` says.
 *
 * @returns for each scenario what was kept of its replications, in their order; the same for any number of workers.
 * @throws Interrupted where the signal says so.
 */
export async function observeScenarios<T>(
  scenarios: readonly Scenario[],
  { policy, from, until }: Observation,
  keep: (row: ReplicationRow) => T,
  { onRows, ...options }: BatchOptions,
): Promise<readonly (readonly T[])[]> {
  const kept = new Map(scenarios.map((scenario): [Scenario, T[]] => [scenario, []]));
  const all = scenarios.length * (until - from);
  const size = Math.max(1, Math.min(BATCH, Math.ceil(all / (4 * options.workers))));
  const batches = Array.from({ length: Math.ceil((until - from) / size) }, (_, index) => {
    const begin = from + index * size;
    return { policy, from: begin, until: Math.min(until, begin + size) };
  });
  const shares = scenarios.map((scenario) => ({ scenario, batches }));
  await runBatchesOf(shares, {
    ...options,
    onRows(rows, scenario) {
      for (const row of rows) kept.get(scenario)![row.replication - from] = keep(row);
      onRows?.(rows);
    },
  });
  if (options.signal?.aborted === true) throw new Interrupted("interrupted");
  return scenarios.map((scenario) => kept.get(scenario)!);
}
