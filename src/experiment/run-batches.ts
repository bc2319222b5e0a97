import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Scenario } from "../scenario/scenario.js";
import { ControllerError } from "../simulation/run.js";
import { closeControllers, useControllers } from "./external-controller.js";
import type { OwnModule } from "./own-modules.js";
import { runBatch, type Batch, type ReplicationRow } from "./replication-row.js";

/** Replications a batch holds at most: few, so that no thread idles long at the end; a message costs next to nothing beside one. */
const BATCH = 3;

/** A run that is over this soon needs no threads, which take about as long to get ready [ms]. */
const HEAD_START = 700;
/** A run that will take longer than this, by its first replications, gets its threads at once [ms]. */
const LONG = 6_000;

/** How a set of batches is run. */
export interface BatchOptions {
  /** Worker threads; 1 runs in this thread. The rows are the same for any number. */
  readonly workers: number;
  /** Modules of one's own that policies of the scenario come from; every thread imports them. Default: none. */
  readonly modules?: readonly OwnModule[];
  /** Called as rows arrive, in whatever order they do. */
  readonly onRows?: (rows: readonly ReplicationRow[]) => void;
  /** Stops soon: batches not begun are left out. */
  readonly signal?: AbortSignal;
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
  useControllers();
  const entry = fileURLToPath(new URL("./batch-worker.js", import.meta.url));
  // Run from TypeScript sources (in tests) there is no compiled entry to give to a thread.
  const threads = existsSync(entry) ? options.workers : 1;
  const queue = batches.values();
  const total = batches.reduce((sum, { from, until }) => sum + until - from, 0);
  const patience =
    threads > 1 ? (done: number, ms: number) => isWorthThreads(done, ms, total) : () => false;
  try {
    const rows = await runHere(scenario, queue, options, patience);
    const rest = [...queue];
    if (rest.length === 0) return rows;
    const workers = Math.min(threads, rest.length);
    return [...rows, ...(await runInThreads(scenario, rest, { ...options, workers }, entry))];
  } finally {
    closeControllers();
  }
}

/** Whether a run of which `done` replications took `ms` should go on in threads. */
function isWorthThreads(done: number, ms: number, total: number): boolean {
  return ms > HEAD_START || (ms / done) * total > LONG;
}

/** Runs batches in this thread until threads are worth it; those it did not begin stay in the queue. */
async function runHere(
  scenario: Scenario,
  queue: IterableIterator<Batch>,
  options: BatchOptions,
  leaves: (done: number, ms: number) => boolean,
): Promise<ReplicationRow[]> {
  const begin = process.hrtime.bigint();
  const all: ReplicationRow[] = [];
  for (;;) {
    const next = queue.next();
    if (next.done === true) return all;
    const { policy, from, until } = next.value;
    for (let replication = from; replication < until; replication++) {
      // Lets a signal and the progress line have their turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (options.signal?.aborted === true) return all;
      const rows = runBatch(scenario, { policy, from: replication, until: replication + 1 });
      all.push(...rows);
      options.onRows?.(rows);
    }
    if (leaves(all.length, Number(process.hrtime.bigint() - begin) / 1e6)) return all;
  }
}

async function runInThreads(
  scenario: Scenario,
  batches: readonly Batch[],
  options: BatchOptions,
  entry: string,
): Promise<ReplicationRow[]> {
  const pool = new Piscina({
    filename: entry,
    minThreads: options.workers,
    maxThreads: options.workers,
    workerData: { scenario, modules: options.modules ?? [] },
  });
  const all: ReplicationRow[] = [];
  const queue = batches.values();
  const work = async (): Promise<void> => {
    for (const batch of queue) {
      if (options.signal?.aborted === true) return;
      const rows = (await pool.run(batch)) as ReplicationRow[] | { controllerFailed: string };
      if ("controllerFailed" in rows) throw new ControllerError(rows.controllerFailed);
      all.push(...rows);
      options.onRows?.(rows);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    await pool.destroy();
  }
  return all;
}
