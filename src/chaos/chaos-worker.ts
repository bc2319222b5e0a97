import { workerData } from "node:worker_threads";
import type { Scenario } from "../scenario/scenario.js";
import type { CrewOptions } from "./run-jobs.js";
import { type Job, type Outcome, Prepared } from "./prepared.js";

/** Entry of a worker thread of the search: the scenario comes once, with the thread; then some runs a call. */

const { scenario, policy, adversary } = pooledData(workerData);
const prepared = new Prepared(scenario, policy, adversary);

/** Does some runs in this thread. */
export default function run(jobs: readonly Job[]): Outcome[] {
  return jobs.map((job) => prepared.run(job));
}

/** What the pool was made with; piscina hands it over wrapped or bare, by version. */
function pooledData(data: unknown): { scenario: Scenario } & CrewOptions {
  const bare = Array.isArray(data) ? (data as unknown[])[1] : data;
  return bare as { scenario: Scenario } & CrewOptions;
}
