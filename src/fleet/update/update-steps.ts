import { hasEffect } from "../effects/lasting-effects.js";
import type { UpdateStep } from "../effects/effects.js";
import { Event } from "../state/events.js";
import { HostPhase } from "../state/phases.js";
import { scheduleIn, type World } from "../state/world.js";

/** Power that is lost in a chosen moment of an update: between any two of its steps, and in each of them. */

/** The step that a phase of a host is. */
const STEP_OF: { readonly [phase: number]: UpdateStep } = {
  [HostPhase.Draining]: "drain",
  [HostPhase.ShuttingDown]: "shutdown",
  [HostPhase.Firmware]: "firmware",
  [HostPhase.Loader]: "loader",
  [HostPhase.Kernel]: "kernel",
  [HostPhase.Userland]: "userland",
  [HostPhase.Runtime]: "runtime",
  [HostPhase.Workloads]: "workloads",
};

/** From reaching a step to the loss of power [ms]: short, so that the step is under way; assumed. */
const REACTION = 100;

/** A host reaches a step of an update: its power goes if that is what a fault waits for. */
export function reachStep(world: World, host: number, step: UpdateStep): void {
  if (!hasEffect(world, host, "power-loss-at-step")) return;
  const { conditions } = world.state;
  for (const index of world.effectsByKind["power-loss-at-step"]) {
    const effect = world.model.faults[index]!;
    if (conditions.lasting[index] === 0 || effect.step !== step) continue;
    if (effect.who.includes(host)) scheduleIn(world, REACTION, Event.PowerGoes, host, index);
  }
}

/** The same, for the steps that are phases of a host. */
export function reachPhase(world: World, host: number, phase: HostPhase): void {
  const step = STEP_OF[phase];
  if (step !== undefined) reachStep(world, host, step);
}
