import { InputError } from "../support/input-error.js";
import { run as runQueue } from "../engine/run.js";
import { findStalls } from "../fleet/blockers/find-stalls.js";
import type { HoldsBack, NamedHold } from "../fleet/blockers/hold.js";
import type { Stall } from "../fleet/blockers/stall.js";
import { applyCommand, viewOf } from "../fleet/control/commands.js";
import type { Decision, View } from "../fleet/control/policy-contract.js";
import { forkWorld } from "../fleet/state/fork.js";
import { handle } from "../fleet/dispatch.js";
import type { Model } from "../fleet/state/model.js";
import { populate } from "../fleet/state/populate.js";
import { wakePolicy } from "../fleet/control/wake.js";
import type { Transition, TransitionSink } from "../fleet/state/transitions.js";
import type { Controller, World } from "../fleet/state/world.js";
import type { Metric } from "../metrics/metric.js";
import type { Time } from "../support/time.js";
import {
  startFolds,
  type FoldResult,
  type Folds,
  type FoundBreach,
  type Watched,
} from "./folds.js";
import { brokenRule, frozen } from "./policy-rules.js";

/** What a finished replication gave. */
export interface RunResult extends FoldResult {
  /** Events handled [events]. */
  readonly events: number;
}

/**
 * One replication in progress: a fleet under a policy, with its folds. It can be advanced to any time, forked there, and
 * finished; a fork goes on identically unless it is given other luck.
 */
export interface Run {
  readonly world: World;
  /** Runs on until `until` [ms], inclusive. */
  advance(until: Time): void;
  /**
   * A second run that goes on from here.
   *
   * @param seed other luck for what is drawn from now on.
   */
  fork(seed?: string): Run;
  /** Hash of the transitions so far, 32 bits. */
  checkpoint(): number;
  /** The groups that stand still at this moment, and why; nothing of the run changes with the question. */
  stalls(): readonly Stall[];
  /** Runs to the horizon and gives the result. */
  finish(): RunResult;
}

/** A policy as a run needs it: a pure function with a memory that can be copied. */
export interface RunPolicy<Memory> {
  /** Its memory at time 0. */
  start(): Memory;
  /** What it orders, given what it sees and remembers. */
  decide(view: View, memory: Memory): Decision<Memory>;
  /** Why it lets a release go no further in a group now, both as indices; left out: it does not say. */
  holdsBack?(
    view: View,
    memory: Memory,
    rollout: { readonly group: number; readonly release: number },
  ): readonly NamedHold[];
}

/** A program that decides has died, is too slow, or has answered nonsense: the run cannot go on. */
export class ControllerError extends InputError {
  override readonly name = "ControllerError";
}

/**
 * Begins a replication.
 *
 * @param witness sees every transition besides the folds (a trace, a replay).
 * @param measured what is measured; everything by default.
 * @param watched what a search holds the run against besides the invariants.
 */
export function startRun<Memory>(
  model: Model,
  policy: RunPolicy<Memory>,
  witness?: TransitionSink,
  measured?: readonly Metric[],
  watched?: Watched,
): Run {
  const controller = controllerOf(policy, policy.start());
  // The folds need the facts of the fleet, and the fleet emits while it is populated: containers without room.
  const early: Transition[] = [];
  const world = populate(model, controller, (transition) => early.push({ ...transition }));
  const folds = startFolds(world.facts, measured, watched);
  world.sink = witness === undefined ? folds.sink : both(folds.sink, witness);
  for (const transition of early) world.sink(transition);
  return runOver(world, controller, folds, { events: 0, reached: 0 });
}

function both(first: TransitionSink, second: TransitionSink): TransitionSink {
  return (transition) => {
    first(transition);
    second(transition);
  };
}

/** A policy bound to its memory: the only state of a run that is not in the world. */
export interface Governor extends Controller {
  /** What it did against the rules, once; it is not asked again after that. */
  readonly offence: FoundBreach | undefined;
  /** Asks the policy why it lets releases go no further at this moment. */
  holdsBack(world: World): HoldsBack;
  fork(): Governor;
}

/** Binds a policy to its memory. */
export function controllerOf<Memory>(
  policy: RunPolicy<Memory>,
  start: Memory,
  before?: FoundBreach,
): Governor {
  let memory = start;
  let offence = before;
  return {
    get offence() {
      return offence;
    },
    wake(world) {
      if (offence !== undefined) return;
      const view = frozen(viewOf(world));
      const decision = decisionOf(policy, view, memory);
      if (typeof decision === "string") {
        offence = { invariant: "policy-obeys-the-rules", time: view.now, message: decision };
        return;
      }
      memory = frozen(decision.memory);
      for (const command of decision.commands) applyCommand(world, command);
      wakePolicy(world, decision.wakeAt);
    },
    holdsBack(world) {
      if (policy.holdsBack === undefined) return () => [];
      const view = viewOf(world);
      return (group, release) => policy.holdsBack?.(view, memory, { group, release }) ?? [];
    },
    fork: () => controllerOf(policy, structuredClone(memory), offence),
  };
}

/** What a policy orders, or what it did against the rules, in words. */
function decisionOf<Memory>(
  policy: RunPolicy<Memory>,
  view: View,
  memory: Memory,
): Decision<Memory> | string {
  try {
    const decision = policy.decide(view, memory);
    const broken = brokenRule(view, decision);
    return broken === undefined ? decision : `the policy ${broken}`;
  } catch (error) {
    if (error instanceof ControllerError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const writes = /read only|not extensible|Cannot (assign|add|delete)/.test(reason);
    return writes
      ? `the policy writes to what it is given: ${reason}`
      : `the policy throws: ${reason}`;
  }
}

/** How far a run is: events handled, and the moment up to which it has been advanced. */
interface Progress {
  readonly events: number;
  readonly reached: Time;
}

function runOver(world: World, controller: Governor, folds: Folds, before: Progress): Run {
  let { events, reached } = before;
  const advance = (until: Time): void => {
    reached = Math.max(reached, until);
    events += runQueue(world.queue, until, (kind, subject, argument) =>
      handle(world, kind, subject, argument),
    );
  };
  return {
    world,
    advance,
    fork(seed) {
      const govern = controller.fork();
      const copy = folds.fork();
      return runOver(forkWorld(world, govern, copy.sink, seed), govern, copy, { events, reached });
    },
    checkpoint: () => folds.checkpoint(),
    stalls: () => findStalls(world, reached, controller.holdsBack(world)),
    finish() {
      advance(world.model.horizon);
      const result = folds.finish();
      const { offence } = controller;
      const breaches = offence === undefined ? result.breaches : [offence, ...result.breaches];
      return { ...result, breaches, events };
    },
  };
}
