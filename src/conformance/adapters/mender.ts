import { z } from "zod";
import { SECOND } from "../../support/time.js";
import { retryWait } from "../../systems/mender/back-off.js";
import {
  advance,
  afterPowerLoss,
  Answer,
  beginDeployment,
  type Deployment,
  hasFailed,
  keptOf,
  State,
  stateOf,
  statusOn,
} from "../../systems/mender/deployment.js";
import { type Adapter, operation } from "../adapter.js";

const run = z.object({
  error: z.array(z.string()).default([]),
  kill: z.array(z.string()).default([]),
  hang: z.array(z.string()).default([]),
  rollbackSupported: z.boolean().default(true),
  rebootNeeded: z.boolean().default(true),
  killForever: z.boolean().default(false),
  errorForever: z.boolean().default(false),
});

/** What an update module is called with in each state. Two of the calls are questions, which vectors leave out of the states. */
const calls: ReadonlyMap<number, string> = new Map([
  ...Object.entries(State).map(([name, state]) => [state, name] as const),
  [State.NeedsRollbackReboot, "NeedsArtifactReboot"],
]);
const QUESTIONS = ["SupportsRollback", "NeedsArtifactReboot", "ReportBeforeCommit"];
const OUTCOMES = ["SuccessfulRollback", "SuccessfulInstall", "UnsuccessfulInstall"] as const;

/** A deployment from the download to the last report. */
export const menderFsm: Adapter = {
  family: "mender.fsm",
  operations: { run: operation(run, deploy) },
};

function deploy(input: z.output<typeof run>) {
  const states: string[] = [];
  const status: string[] = [];
  const errors = new Set(input.error);
  const kills = new Set(input.kill);
  const once = (set: Set<string>, call: string, forever: boolean): boolean =>
    forever ? set.has(call) : set.delete(call);
  let deployment: Deployment = beginDeployment();
  for (;;) {
    const state = stateOf(deployment);
    const call = calls.get(state)!;
    const told = statusOn.get(state);
    if (told !== undefined) status.push(told);
    if (state === State.Done) break;
    if (!QUESTIONS.includes(call)) states.push(call);
    if (once(kills, call, input.killForever)) deployment = afterPowerLoss(deployment);
    else {
      const failed = input.hang.includes(call) || once(errors, call, input.errorForever);
      deployment = advance(deployment, failed ? Answer.Failure : answerOf(state, input));
    }
  }
  status.push(hasFailed(deployment) ? "failure" : "success");
  return { states, status, outcome: OUTCOMES[keptOf(deployment)] };
}

function answerOf(state: State, { rollbackSupported, rebootNeeded }: z.output<typeof run>): Answer {
  const asksForReboot = state === State.NeedsArtifactReboot || state === State.NeedsRollbackReboot;
  if (asksForReboot && !rebootNeeded) return Answer.NothingToDo;
  if (state === State.SupportsRollback && !rollbackSupported) return Answer.NothingToDo;
  return Answer.Success;
}

/** Waits between tries to reach the server. */
export const menderBackOff: Adapter = {
  family: "mender.backoff",
  operations: {
    sequence: operation(
      z.object({
        smallest: z.number(),
        max: z.number(),
        n: z.number(),
        tries: z.number().default(0),
      }),
      ({ smallest, max, n, tries }) => {
        const rule = { smallest: smallest * SECOND, max: max * SECOND, tries };
        const waits = Array.from({ length: n }, (_, index) => retryWait(rule, index + 1));
        const seconds = waits.filter((wait) => wait >= 0).map((wait) => wait / SECOND);
        return { seconds, giveUp: seconds.length < n };
      },
    ),
  },
};
