import type { Scenario } from "../../scenario/scenario.js";
import { haltsOf, rolloutOf } from "../no-return/halts.js";
import { runBatch } from "../replication-row.js";
import { splitOnce } from "../splitting/split.js";
import { longRun } from "../steady/long-run.js";
import type { Pause } from "./pause.js";

/** A piece of work: what comes in and what comes out is plain data, so that any thread can do it. */
type Task<Input, Result> = (scenario: Scenario, input: Input, pause: Pause) => Promise<Result>;

/** Everything that a thread can be asked to do. */
export const tasks = {
  batch: runBatch,
  split: splitOnce,
  "long-run": longRun,
  rollout: rolloutOf,
  halts: haltsOf,
} satisfies Record<string, Task<never, unknown>>;

/** Name of a task. */
export type TaskKind = keyof typeof tasks;
/** What a task is given. */
export type TaskInput<Kind extends TaskKind> = Parameters<(typeof tasks)[Kind]>[1];
/** What a task gives. */
export type TaskResult<Kind extends TaskKind> = Awaited<ReturnType<(typeof tasks)[Kind]>>;

/** Does a task. */
export function perform<Kind extends TaskKind>(
  kind: Kind,
  scenario: Scenario,
  input: TaskInput<Kind>,
  pause: Pause,
): Promise<TaskResult<Kind>> {
  const task = tasks[kind] as Task<TaskInput<Kind>, TaskResult<Kind>>;
  return task(scenario, input, pause);
}
