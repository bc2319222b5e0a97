import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Scenario } from "../scenario/scenario.js";
import { ControllerError } from "../simulation/run.js";
import { closeControllers, useControllers } from "./external-controller.js";
import type { WorkerMessage } from "./batch-worker.js";
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

/** A batch and the scenario that it is of. */
export interface Job extends Batch {
  readonly scenario: Scenario;
}

/** How a set of jobs is run. */
interface JobOptions extends Omit<BatchOptions, "onRows"> {
  /** Called as rows arrive, in whatever order they do, with the job that they are of. */
  readonly onRows: (rows: readonly ReplicationRow[], job: Job) => void;
}

/** Runs batches in this thread or in worker threads; the rows come back in no particular order. */
export async function runBatches(
  scenario: Scenario,
  batches: readonly Batch[],
  options: BatchOptions,
): Promise<ReplicationRow[]> {
  const all: ReplicationRow[] = [];
  const onRows = (rows: readonly ReplicationRow[]): void => {
    all.push(...rows);
    options.onRows?.(rows);
  };
  const jobs = batches.map((batch) => ({ ...batch, scenario }));
  await runJobs(jobs, { ...options, onRows });
  return all;
}

/** Runs batches of many scenarios in this thread or in worker threads. */
export async function runJobs(jobs: readonly Job[], options: JobOptions): Promise<void> {
  useControllers();
  const entry = fileURLToPath(new URL("./batch-worker.js", import.meta.url));
  // Run from TypeScript sources (in tests) there is no compiled entry to give to a thread.
  const threads = existsSync(entry) ? options.workers : 1;
  const queue = jobs.values();
  const total = jobs.reduce((sum, { from, until }) => sum + until - from, 0);
  const patience =
    threads > 1 ? (done: number, ms: number) => isWorthThreads(done, ms, total) : () => false;
  try {
    await runHere(queue, options, patience);
    const rest = [...queue];
    if (rest.length === 0) return;
    await runInThreads(rest, { ...options, workers: Math.min(threads, rest.length) }, entry);
  } finally {
    closeControllers();
  }
}

/** Whether a run of which `done` replications took `ms` should go on in threads. */
function isWorthThreads(done: number, ms: number, total: number): boolean {
  return ms > HEAD_START || (ms / done) * total > LONG;
}

/** Runs jobs in this thread until threads are worth it; those it did not begin stay in the queue. */
async function runHere(
  queue: IterableIterator<Job>,
  options: JobOptions,
  leaves: (done: number, ms: number) => boolean,
): Promise<void> {
  const begin = process.hrtime.bigint();
  let done = 0;
  for (;;) {
    const next = queue.next();
    if (next.done === true) return;
    const { scenario, policy, from, until } = next.value;
    for (let replication = from; replication < until; replication++) {
      // Lets a signal and the progress line have their turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (options.signal?.aborted === true) return;
      const rows = runBatch(scenario, { policy, from: replication, until: replication + 1 });
      done += rows.length;
      options.onRows(rows, next.value);
    }
    if (leaves(done, Number(process.hrtime.bigint() - begin) / 1e6)) return;
  }
}

async function runInThreads(
  jobs: readonly Job[],
  options: JobOptions,
  entry: string,
): Promise<void> {
  // One scenario goes with the thread; of many, each goes with its batches.
  const { scenario } = jobs[0]!;
  const pool = new Piscina({
    filename: entry,
    minThreads: options.workers,
    maxThreads: options.workers,
    workerData: { scenario, modules: options.modules ?? [] },
  });
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of queue) {
      if (options.signal?.aborted === true) return;
      const { policy, from, until } = job;
      const other = job.scenario === scenario ? null : job.scenario;
      const message: WorkerMessage = { batch: { policy, from, until }, other };
      const rows = (await pool.run(message)) as ReplicationRow[] | { controllerFailed: string };
      if ("controllerFailed" in rows) throw new ControllerError(rows.controllerFailed);
      options.onRows(rows, job);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    await pool.destroy();
  }
}
