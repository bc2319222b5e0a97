import { workerData } from "node:worker_threads";
import type { Scenario } from "../scenario/scenario.js";
import { ControllerError } from "../simulation/run.js";
import { useControllers } from "./external-controller.js";
import { loadOwnModules, type OwnModule } from "./own-modules.js";
import { runBatch, type Batch, type ReplicationRow } from "./replication-row.js";

/** Entry of a worker thread: the scenario comes once, with the thread; then one batch a call. */

const { scenario, modules } = pooledData(workerData);

useControllers();
const ready = loadOwnModules(modules);

/** What a thread is asked. */
export interface WorkerMessage {
  readonly batch: Batch;
  /** The scenario where it is not the one that came with the thread. */
  readonly other: Scenario | null;
}

/** Runs a batch in this thread. What a controller did wrong is told in words: an error loses its class on the way. */
export default async function run({
  batch,
  other,
}: WorkerMessage): Promise<ReplicationRow[] | { readonly controllerFailed: string }> {
  await ready;
  try {
    return runBatch(other ?? scenario, batch);
  } catch (error) {
    if (error instanceof ControllerError) return { controllerFailed: error.message };
    throw error;
  }
}

/** What the pool was made with; piscina hands it over wrapped or bare, by version. */
function pooledData(data: unknown): {
  scenario: Scenario;
  modules: readonly OwnModule[];
} {
  const bare = Array.isArray(data) ? (data as unknown[])[1] : data;
  return bare as { scenario: Scenario; modules: readonly OwnModule[] };
}
