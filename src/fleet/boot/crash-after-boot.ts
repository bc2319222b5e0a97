import { hasEffect, effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import { scheduleIn, type World } from "../state/world.js";

/** A host that uses up its memory, or trips over what it has had from the start, some time after it has booted. */

/** Starts the time to the crash of a host that is up, if one awaits it. */
export function scheduleLeak(world: World, host: number): void {
  const { hosts } = world.state;
  if (!hasEffect(world, host, "crash-after-boot")) return;
  const effect = effectOn(world, host, "crash-after-boot", hosts.running[3 * host]!);
  if (effect === undefined) return;
  scheduleIn(world, effect.amount ?? 0, Event.MemoryFull, host, hosts.lifeEpoch[host]! | 0);
}
