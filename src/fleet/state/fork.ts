import { EventQueue } from "../../engine/event-queue.js";
import type { Time } from "../../support/time.js";
import { type Conditions, createConditions, effectsByKind } from "../effects/condition-columns.js";
import type { Effect, FaultPlan } from "../effects/effects.js";
import { Event, priorityOf } from "./events.js";
import type { TransitionSink } from "./transitions.js";
import { schedule, type Controller, type World } from "./world.js";
import { luckOf } from "./populate.js";

/**
 * A second run that goes on from where this one is; the two share nothing that changes.
 *
 * @param seed other luck for everything that is drawn from here on; left out, the copy goes on identically.
 */
export function forkWorld(
  world: World,
  controller: Controller,
  sink: TransitionSink,
  seed?: string,
): World {
  return {
    ...world,
    luck: seed === undefined ? world.luck : luckOf(seed, world.model.replication),
    queue: world.queue.fork(),
    state: structuredClone(world.state),
    controller,
    sink,
    transition: { ...world.transition },
  };
}

/**
 * Puts other effects in the place of those that have not begun. What has begun keeps its number, and ends when it was to end.
 *
 * @param world is not to be used after this.
 * @param replan given what has not begun, in its order, says what is to begin instead, from now on and in the order of its times.
 */
export function replanFaults(
  world: World,
  replan: (pending: readonly Effect[]) => readonly Effect[],
): World {
  const { faults, horizon } = world.model;
  const events = drain(world.queue);
  // What begins after the end of the run was never scheduled; the plan is in the order of its times.
  const late = faults.findIndex(({ from }) => from > horizon);
  const begun = events.reduce(
    (least, { kind, subject }) =>
      kind === Event.EffectBegins && subject < least ? subject : least,
    late < 0 ? faults.length : late,
  );
  const plan: FaultPlan = [...faults.slice(0, begun), ...replan(faults.slice(begun))];
  const replanned = {
    ...world,
    model: { ...world.model, faults: plan },
    effectsByKind: effectsByKind(plan),
    queue: new EventQueue(),
    state: { ...world.state, conditions: conditionsFor(plan, begun, world) },
  };
  replanned.queue.time = world.queue.time;
  for (const { time, kind, subject, argument } of events) {
    const isEffect = kind === Event.EffectBegins || kind === Event.EffectEnds;
    if (isEffect && subject >= begun) continue;
    replanned.queue.push(time, priorityOf(kind as Event), kind, subject, argument);
  }
  for (let index = begun; index < plan.length; index++) {
    schedule(replanned, plan[index]!.from, Event.EffectBegins, index, 0);
    schedule(replanned, plan[index]!.until, Event.EffectEnds, index, 0);
  }
  return replanned;
}

interface Pending {
  readonly time: Time;
  readonly kind: number;
  readonly subject: number;
  readonly argument: number;
}

/** Takes everything out of a queue, in its order; its time stays. */
function drain(queue: EventQueue): readonly Pending[] {
  const { time: now } = queue;
  const events: Pending[] = [];
  while (queue.pop()) {
    const { time, kind, subject, argument } = queue;
    events.push({ time, kind, subject, argument });
  }
  queue.time = now;
  return events;
}

/** The conditions of a run whose first effects have begun, under a plan that has others after them. */
function conditionsFor(plan: FaultPlan, begun: number, { state, facts }: World): Conditions {
  const { lasting, fired, counts, any } = state.conditions;
  const fresh = createConditions(plan, facts.hosts);
  fresh.lasting.set(lasting.subarray(0, begun));
  fresh.fired.set(fired.subarray(0, begun));
  fresh.any.set(any);
  for (const { kind } of plan.slice(0, begun)) fresh.counts[kind].set(counts[kind]);
  return fresh;
}
