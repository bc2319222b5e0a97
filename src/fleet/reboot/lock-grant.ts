import { updateCapacity } from "../../systems/mco/capacity.js";
import type { World } from "../state/world.js";
import { coordinatorOf } from "./coordinators/index.js";
import type { LockState } from "./lock-state.js";

/** Whether one more host may hold a reboot lock, as whoever grants it sees it. */
export function isLockFree(world: World, lock: LockState): boolean {
  if (lock.unwell > lock.gate.blockedAbove) return false;
  const { gate, holders } = lock;
  const capacity = grantable(lock);
  if (gate.countsUnavailable) return updateCapacity(capacity, holders + lock.unwellOthers, 0) > 0;
  return coordinatorOf(gate).grants(world, lock, capacity);
}

/** Hosts that may hold the lock as those see it who grant it: others may hold some of it, and there may be two who grant it all. */
function grantable({ capacity, stolen, leaders }: LockState): number {
  return Math.max(0, capacity * (1 + leaders) - stolen);
}
