import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Scenario } from "../scenario/scenario.js";
import { type Job, type Outcome, Prepared } from "./prepared.js";

/** Runs that a worker is given at once [runs]. */
const CHUNK = 16;

/** Those who do the runs of a search. */
export interface Crew {
  /** Does runs; the outcomes come back in the order of the jobs, whoever did them. */
  run(jobs: readonly Job[]): Promise<readonly Outcome[]>;
  leave(): Promise<void>;
}

/** What the runs of a search are about. */
export interface CrewOptions {
  readonly policy: string;
  readonly workers: number;
  /** Output of a metric to be measured in every run. */
  readonly adversary?: string | undefined;
}

/** Gets worker threads ready, or this thread where one is enough. */
export function hireCrew(scenario: Scenario, { policy, workers, adversary }: CrewOptions): Crew {
  const entry = fileURLToPath(new URL("./chaos-worker.js", import.meta.url));
  // Run from TypeScript sources (in tests) there is no compiled entry to give to a thread.
  if (workers === 1 || !existsSync(entry)) {
    const prepared = new Prepared(scenario, policy, adversary);
    return {
      run: (jobs) => Promise.resolve(jobs.map((job) => prepared.run(job))),
      leave: () => Promise.resolve(),
    };
  }
  const pool = new Piscina({
    filename: entry,
    minThreads: workers,
    maxThreads: workers,
    workerData: { scenario, policy, adversary },
  });
  return {
    async run(jobs) {
      const starts = jobs.flatMap((_, index) => (index % CHUNK === 0 ? [index] : []));
      const chunks = starts.map(
        (start) => pool.run(jobs.slice(start, start + CHUNK)) as Promise<Outcome[]>,
      );
      return (await Promise.all(chunks)).flat();
    },
    leave: () => pool.destroy(),
  };
}
