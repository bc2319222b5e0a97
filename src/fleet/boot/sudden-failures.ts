import { fire, effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { Cause, type HostPhase, isUp } from "../state/phases.js";
import { crash, powerOff, powerOn } from "./power.js";
import { scheduleIn, type World } from "../state/world.js";

/** Failures that a fault has set a time for: they strike when it has come, if the fault still lasts. */

/** The memory of a host is used up, if it has not been booted since and the leak is still there. */
export function onMemoryFull(world: World, host: number): void {
  const { hosts } = world.state;
  if (!isUp(hosts.phase[host]! as HostPhase)) return;
  if (effectOn(world, host, "crash-after-boot", hosts.running[3 * host]!) === undefined) return;
  crash(world, host, Cause.Fault);
}

/** The power of a host goes in the middle of a step. */
export function onPowerGoes(world: World, host: number, index: number): void {
  if (world.state.conditions.lasting[index] === 0) return;
  fire(world, index);
  powerOff(world, host);
  scheduleIn(world, world.model.faults[index]!.amount ?? 0, Event.PowerBack, host, 0);
}

/** It is back. */
export function onPowerBack(world: World, host: number): void {
  powerOn(world, host);
}
