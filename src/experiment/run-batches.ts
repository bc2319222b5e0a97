import type { Scenario } from "../scenario/scenario.js";
import type { Batch, ReplicationRow } from "./replication-row.js";
import { runTasks, type ThreadOptions } from "./threads/run-tasks.js";

/** Replications a batch holds at most: few, so that no thread idles long at the end; a message costs next to nothing beside one. */
const BATCH = 3;

/** How a set of batches is run. */
export interface BatchOptions extends ThreadOptions {
  /** Called as rows arrive, in whatever order they do. */
  readonly onRows?: (rows: readonly ReplicationRow[]) => void;
}

/**
 * Cuts replications into batches so that the first replications of all policies come first: an interrupted run then
 * still compares like with like.
 */
export function batchesOf(
  policies: readonly string[],
  replications: number,
  workers: number,
): Batch[] {
  const size = Math.max(1, Math.min(BATCH, Math.ceil(replications / (4 * workers))));
  const batches: Batch[] = [];
  for (let from = 0; from < replications; from += size) {
    const until = Math.min(replications, from + size);
    for (const policy of policies) batches.push({ policy, from, until });
  }
  return batches;
}

/** Runs batches in this thread or in worker threads; the rows come back in no particular order. */
export async function runBatches(
  scenario: Scenario,
  batches: readonly Batch[],
  options: BatchOptions,
): Promise<ReplicationRow[]> {
  const all: ReplicationRow[] = [];
  await runBatchesOf([{ scenario, batches }], {
    ...options,
    onRows(rows) {
      all.push(...rows);
      options.onRows?.(rows);
    },
  });
  return all;
}

/** A scenario, and what is run of it. */
interface Share {
  readonly scenario: Scenario;
  readonly batches: readonly Batch[];
}

/** Runs batches of many scenarios, in the order given; tells with the rows which scenario they are of. */
export async function runBatchesOf(
  shares: readonly Share[],
  {
    onRows,
    ...options
  }: ThreadOptions & {
    readonly onRows: (rows: readonly ReplicationRow[], scenario: Scenario) => void;
  },
): Promise<void> {
  const jobs = shares.flatMap(({ scenario, batches }) =>
    batches.map((input) => ({ scenario, input })),
  );
  await runTasks("batch", jobs, {
    ...options,
    onResult: (rows, { scenario }) => onRows(rows, scenario),
    pieces: ({ policy, from, until }) =>
      Array.from({ length: until - from }, (_, i) => ({
        policy,
        from: from + i,
        until: from + i + 1,
      })),
  });
}
