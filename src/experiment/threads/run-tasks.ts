import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Scenario } from "../../scenario/scenario.js";
import { ControllerError } from "../../simulation/run.js";
import { closeControllers, useControllers } from "../external-controller.js";
import { Interrupted } from "../interrupted.js";
import type { OwnModule } from "../own-modules.js";
import type { Pause } from "./pause.js";
import { perform, type TaskInput, type TaskKind, type TaskResult } from "./tasks.js";
import type { WorkerAnswer, WorkerMessage } from "./worker.js";

/** Work that is over this soon needs no threads, which take about as long to get ready [ms]. */
const HEAD_START = 700;
/** Work that will take longer than this, by its first pieces, gets its threads at once [ms]. */
const LONG = 6_000;

/** How work is spread. */
export interface ThreadOptions {
  /** Worker threads; 1 works in this thread. The results are the same for any number. */
  readonly workers: number;
  /** Modules of one's own that policies of the scenario come from; every thread imports them. Default: none. */
  readonly modules?: readonly OwnModule[];
  /** Stops soon: work not begun is left out. */
  readonly signal?: AbortSignal;
  /** Threads that stay for the next jobs. Default: those that come are let go at the end. */
  readonly crew?: Crew;
}

/** Worker threads that outlive one set of jobs: what asks again and again would wait for new ones each time. */
export class Crew {
  #pool: Piscina | undefined;
  #scenario: Scenario | undefined;

  /** The scenario that went with the threads; undefined before they are there. */
  get scenario(): Scenario | undefined {
    return this.#scenario;
  }

  /** The threads; made where there are none yet. */
  threads(scenario: Scenario, make: () => Piscina): Piscina {
    this.#scenario ??= scenario;
    this.#pool ??= make();
    return this.#pool;
  }

  /** Lets the threads go. */
  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
    this.#scenario = undefined;
  }
}

/** A piece of work, and the scenario that it is of. */
export interface Job<Kind extends TaskKind> {
  readonly scenario: Scenario;
  readonly input: TaskInput<Kind>;
}

/** How jobs of one kind are run. */
interface JobOptions<Kind extends TaskKind> extends ThreadOptions {
  /** Called as results arrive, in whatever order they do, with the job that they are of. */
  readonly onResult: (result: TaskResult<Kind>, job: Job<Kind>) => void;
  /** Smaller pieces of a job, as they are done in this thread, each with a result. Default: the job itself. */
  readonly pieces?: (input: TaskInput<Kind>) => readonly TaskInput<Kind>[];
}

/**
 * Does all jobs in this thread or in worker threads.
 *
 * @returns the results in the order of the jobs; the same for any number of workers.
 * @throws Interrupted where the signal says so.
 */
export async function resultsOf<Kind extends TaskKind>(
  kind: Kind,
  jobs: readonly Job<Kind>[],
  options: ThreadOptions & { readonly onResult?: () => void },
): Promise<TaskResult<Kind>[]> {
  const results = new Map<Job<Kind>, TaskResult<Kind>>();
  const onResult = (result: TaskResult<Kind>, job: Job<Kind>): void => {
    results.set(job, result);
    options.onResult?.();
  };
  await runTasks(kind, jobs, { ...options, onResult });
  if (options.signal?.aborted === true) throw new Interrupted("interrupted");
  return jobs.map((job) => results.get(job)!);
}

/** Does jobs in this thread or in worker threads; returns early, with some of them undone, where the signal says so. */
export async function runTasks<Kind extends TaskKind>(
  kind: Kind,
  jobs: readonly Job<Kind>[],
  options: JobOptions<Kind>,
): Promise<void> {
  useControllers();
  const entry = fileURLToPath(new URL("./worker.js", import.meta.url));
  // Run from TypeScript sources (in tests) there is no compiled entry to give to a thread.
  const threads = existsSync(entry) ? options.workers : 1;
  const { pieces = (input) => [input] } = options;
  const total = jobs.reduce((sum, { input }) => sum + pieces(input).length, 0);
  const patience =
    threads > 1 ? (done: number, ms: number) => isWorthThreads(done, ms, total) : () => false;
  const queue = jobs.values();
  try {
    // Threads that are there already need no patience.
    if (options.crew?.scenario === undefined) {
      await runHere(kind, queue, { ...options, pieces }, patience);
    }
    const rest = [...queue];
    if (rest.length === 0) return;
    const workers = options.crew === undefined ? Math.min(threads, rest.length) : threads;
    await runInThreads(kind, rest, { ...options, workers }, entry);
  } finally {
    closeControllers();
  }
}

/** Whether work of which `done` pieces took `ms` should go on in threads. */
function isWorthThreads(done: number, ms: number, total: number): boolean {
  return ms > HEAD_START || (ms / done) * total > LONG;
}

/** Lets a signal and the progress line have their turn. @throws Interrupted where the signal says so. */
export function pauseOf(signal: AbortSignal | undefined): Pause {
  return async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw new Interrupted("interrupted");
  };
}

/** Does jobs in this thread until threads are worth it; those it did not begin stay in the queue. */
async function runHere<Kind extends TaskKind>(
  kind: Kind,
  queue: IterableIterator<Job<Kind>>,
  { signal, onResult, pieces }: JobOptions<Kind> & Required<Pick<JobOptions<Kind>, "pieces">>,
  leaves: (done: number, ms: number) => boolean,
): Promise<void> {
  const begin = process.hrtime.bigint();
  const pause = pauseOf(signal);
  let done = 0;
  try {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      for (const piece of pieces(next.value.input)) {
        await pause();
        onResult(await perform(kind, next.value.scenario, piece, pause), next.value);
        done += 1;
      }
      if (leaves(done, Number(process.hrtime.bigint() - begin) / 1e6)) return;
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

async function runInThreads<Kind extends TaskKind>(
  kind: Kind,
  jobs: readonly Job<Kind>[],
  options: JobOptions<Kind>,
  entry: string,
): Promise<void> {
  // One scenario goes with the thread; of many, each goes with its jobs.
  const { crew = new Crew(), workers } = options;
  const scenario = crew.scenario ?? jobs[0]!.scenario;
  const pool = crew.threads(
    scenario,
    () =>
      new Piscina({
        filename: entry,
        minThreads: workers,
        maxThreads: workers,
        workerData: { scenario, modules: options.modules ?? [] },
      }),
  );
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of queue) {
      if (options.signal?.aborted === true) return;
      const other = job.scenario === scenario ? null : job.scenario;
      const message: WorkerMessage<Kind> = { kind, input: job.input, other };
      const answer = (await pool.run(message)) as WorkerAnswer<Kind>;
      if ("controllerFailed" in answer) throw new ControllerError(answer.controllerFailed);
      options.onResult(answer.result, job);
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    if (options.crew === undefined) await crew.close();
  }
}
