import { workerData } from "node:worker_threads";
import type { Scenario } from "../scenario/scenario.js";
import { runBatch, type Batch, type ReplicationRow } from "./replication-row.js";

/** Entry of a worker thread: the scenario comes once, with the thread; then one batch a call. */

const { scenario } = pooledData(workerData);

/** Runs a batch in this thread. */
export default function run(batch: Batch): ReplicationRow[] {
  return runBatch(scenario, batch);
}

/** What the pool was made with; piscina hands it over wrapped or bare, by version. */
function pooledData(data: unknown): { scenario: Scenario } {
  const bare = Array.isArray(data) ? (data as unknown[])[1] : data;
  return bare as { scenario: Scenario };
}
