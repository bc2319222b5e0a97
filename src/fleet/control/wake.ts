import { Event } from "../state/events.js";
import { schedule, type World } from "../state/world.js";

/** Wakes the policy at `time`, unless it is woken then or earlier anyway. */
export function wakePolicy(world: World, time: number): void {
  if (time >= world.state.policyWakeAt) return;
  world.state.policyWakeAt = time;
  schedule(world, time, Event.PolicyWake, 0, 0);
}
