import { losesLock, mayAcquire, ttlExpired } from "../../../systems/kured/lock.js";
import type { World } from "../../state/world.js";
import { ageOf, ttlOf } from "../lock-age.js";
import { hasLocks, isStale } from "../lock-lists.js";
import type { LockState } from "../lock-state.js";
import { type Coordinator, usual } from "./coordinator.js";

/** kured: an annotation on a DaemonSet. Holders whose time is up lose it only when somebody needs it. */
export const kured: Coordinator = {
  ...usual,
  kind: "kured",
  grants(world, lock, capacity) {
    // Whether anybody's time is up is looked at only where there is no room.
    const expired = lock.holders >= capacity && hasExpired(world, lock);
    return mayAcquire(lock.holders, Number(expired), capacity);
  },
  losers(world, { held, holders, capacity }) {
    const { lockEpoch } = world.state.hosts;
    const losers: number[] = [];
    for (let i = held.head; i < held.hosts.length; i++) {
      if (isStale(held, i, lockEpoch)) continue;
      if (!losesLock(holders, capacity, ageOf(world, held, i), ttlOf(held, i))) continue;
      losers.push(held.hosts[i]!);
    }
    return losers;
  },
  takesWhenExpired: false,
};

/** Whether any holder may lose the lock. */
function hasExpired(world: World, { held }: LockState): boolean {
  const { lockEpoch } = world.state.hosts;
  if (!hasLocks(held, lockEpoch)) return false;
  for (let i = held.head; i < held.hosts.length; i++) {
    if (!isStale(held, i, lockEpoch) && ttlExpired(ageOf(world, held, i), ttlOf(held, i)))
      return true;
  }
  return false;
}
