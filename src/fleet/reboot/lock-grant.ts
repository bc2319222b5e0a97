import type { Time } from "../../support/time.js";
import { takeSlot } from "../../systems/fleetlock/airlock.js";
import { isGranted, statusOf } from "../../systems/fleetlock/protocol.js";
import { losesLock, mayAcquire, ttlExpired } from "../../systems/kured/lock.js";
import { freeOf, Lock, lock as take } from "../../systems/locksmith/semaphore.js";
import { updateCapacity } from "../../systems/mco/capacity.js";
import { hasLocks, type HeldLocks, isStale } from "./lock-lists.js";
import type { LockState } from "./lock-state.js";
import type { World } from "../state/world.js";

/** Whether a reboot lock is free, as those see it who grant it. */

/** Whether one more host may hold the lock. */
export function isLockFree(world: World, lock: LockState): boolean {
  if (lock.unwell > lock.gate.blockedAbove) return false;
  const { gate, holders } = lock;
  const capacity = grantable(lock);
  if (gate.countsUnavailable) return updateCapacity(capacity, holders + lock.unwellOthers, 0) > 0;
  switch (gate.lock) {
    case "semaphore":
      return take(freeOf(capacity, holders), false) === Lock.Taken;
    case "recursive":
      return isGranted(statusOf(takeSlot(capacity, holders, false)));
    case "annotation":
    case "controller": {
      // Whether anybody's time is up is looked at only where there is no room.
      const expired = gate.lock === "annotation" && holders >= capacity && hasExpired(world, lock);
      return mayAcquire(holders, Number(expired), capacity);
    }
  }
}

/** Hosts that may hold the lock as those see it who grant it: others may hold some of it, and there may be two who grant it all. */
function grantable({ capacity, stolen, leaders }: LockState): number {
  return Math.max(0, capacity * (1 + leaders) - stolen);
}

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

/** The holders that have to give way to one more. */
export function losersOf(world: World, { held, holders, capacity }: LockState): readonly number[] {
  const { lockEpoch } = world.state.hosts;
  const losers: number[] = [];
  for (let i = held.head; i < held.hosts.length; i++) {
    if (isStale(held, i, lockEpoch)) continue;
    if (!losesLock(holders, capacity, ageOf(world, held, i), ttlOf(held, i))) continue;
    losers.push(held.hosts[i]!);
  }
  return losers;
}

/** How long a lock has been held [ms]. */
export function ageOf(world: World, { since }: HeldLocks, index: number): Time {
  return world.queue.time - since[index]!;
}

/** As it was when the lock was taken. */
function ttlOf({ since, expires }: HeldLocks, index: number): Time {
  return expires[index]! - since[index]!;
}
