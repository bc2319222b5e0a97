import type { Time } from "../../support/time.js";
import type { World } from "../state/world.js";
import type { HeldLocks } from "./lock-lists.js";

/** How long a lock has been held [ms]. */
export function ageOf(world: World, { since }: HeldLocks, index: number): Time {
  return world.queue.time - since[index]!;
}

/** How long it may be held, as it was when the lock was taken [ms]. */
export function ttlOf({ since, expires }: HeldLocks, index: number): Time {
  return expires[index]! - since[index]!;
}
