import type { Transition, TransitionSink } from "../fleet/state/transitions.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, policyOf } from "./build-model.js";
import { watchedIn } from "./watched.js";
import { startRun, type Run, type RunResult } from "./run.js";

/** Which replication of a scenario, under which of its policies. */
export interface ReplicationId {
  /** Name of a policy of the scenario. */
  readonly policy: string;
  /** 0, 1, 2, …: part of the key of all luck, so each is a world of its own that all policies meet alike. */
  readonly replication: number;
}

/** Begins one replication of a scenario; `simulate` for those who want to stop, look or fork on the way. */
export function beginReplication(
  scenario: Scenario,
  id: ReplicationId,
  witness?: TransitionSink,
): Run {
  const model = buildModel(scenario, id.policy, id.replication);
  return startRun(model, policyOf(scenario, id.policy), witness, undefined, watchedIn(scenario));
}

/**
 * Simulates one replication of a scenario under one of its policies, from time 0 to its horizon.
 * The same scenario, policy and replication give the same result, whatever else runs and wherever.
 */
export function simulate(
  scenario: Scenario,
  id: ReplicationId,
  witness?: TransitionSink,
): RunResult {
  return beginReplication(scenario, id, witness).finish();
}

/** Hosts that one pause is for: a large fleet works long, and whoever waits for it must be able to stop it. */
const HOSTS_A_PAUSE = 100;
/** Pauses of a replication at most. */
const PAUSES = 256;

/** Like `simulate`, with pauses on the way. They change nothing; what a pause throws ends the run. */
export async function simulateWithPauses(
  scenario: Scenario,
  id: ReplicationId,
  pause: () => Promise<void>,
): Promise<RunResult> {
  return finishWithPauses(beginReplication(scenario, id), pause);
}

/** Brings a run to its end, with pauses on the way. */
export async function finishWithPauses(run: Run, pause: () => Promise<void>): Promise<RunResult> {
  const { groups, horizon } = run.world.model;
  const hosts = groups.reduce((sum, group) => sum + group.hosts, 0);
  const pauses = Math.min(PAUSES, Math.floor(hosts / HOSTS_A_PAUSE));
  for (let passed = 1; passed <= pauses; passed++) {
    await pause();
    run.advance(Math.floor((passed * horizon) / (pauses + 1)));
  }
  return run.finish();
}

/** The first transition at which two runs of one replication differed. */
export interface Divergence {
  /** Position in the stream of transitions, from 0. */
  readonly index: number;
  readonly first: Transition | undefined;
  readonly second: Transition | undefined;
}

/** Runs a replication twice and reports the first transition that differs; undefined when none does. */
export function verify(scenario: Scenario, id: ReplicationId): Divergence | undefined {
  const trace: Transition[] = [];
  simulate(scenario, id, (transition) => trace.push({ ...transition }));
  let index = 0;
  let divergence: Divergence | undefined;
  simulate(scenario, id, (transition) => {
    const before = trace[index];
    if (divergence === undefined && !isSame(before, transition)) {
      divergence = { index, first: before, second: { ...transition } };
    }
    index += 1;
  });
  if (divergence !== undefined || index === trace.length) return divergence;
  return { index, first: trace[index], second: undefined };
}

function isSame(a: Transition | undefined, b: Transition): boolean {
  return (
    a !== undefined &&
    a.time === b.time &&
    a.kind === b.kind &&
    a.subject === b.subject &&
    a.from === b.from &&
    a.to === b.to &&
    a.cause === b.cause &&
    a.detail === b.detail
  );
}
