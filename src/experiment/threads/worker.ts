import { workerData } from "node:worker_threads";
import type { Scenario } from "../../scenario/scenario.js";
import { ControllerError } from "../../simulation/run.js";
import { useControllers } from "../external-controller.js";
import { loadOwnModules, type OwnModule } from "../own-modules.js";
import { noPause } from "./pause.js";
import { perform, type TaskInput, type TaskKind, type TaskResult } from "./tasks.js";

/** Entry of a worker thread: the scenario comes once, with the thread; then one piece of work a call. */

const { scenario, modules } = pooledData(workerData);

useControllers();
const ready = loadOwnModules(modules);

/** What a thread is asked. */
export interface WorkerMessage<Kind extends TaskKind = TaskKind> {
  readonly kind: Kind;
  readonly input: TaskInput<Kind>;
  /** The scenario where it is not the one that came with the thread. */
  readonly other: Scenario | null;
}

/** What a thread answers. What a controller did wrong is told in words: an error loses its class on the way. */
export type WorkerAnswer<Kind extends TaskKind> =
  { readonly result: TaskResult<Kind> } | { readonly controllerFailed: string };

/** Does a piece of work in this thread. */
export default async function run<Kind extends TaskKind>({
  kind,
  input,
  other,
}: WorkerMessage<Kind>): Promise<WorkerAnswer<Kind>> {
  await ready;
  try {
    return { result: await perform(kind, other ?? scenario, input, noPause) };
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
