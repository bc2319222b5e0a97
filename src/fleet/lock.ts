import { power } from "../random/elementary.js";
import { Purpose } from "../random/purposes.js";
import { NEVER } from "../support/time.js";
import { Event } from "./events.js";
import { HostFlag, UpdateStage } from "./host-columns.js";
import { clearFlag, hasFlag, setFlag } from "./host-flags.js";
import { TransitionKind } from "./transitions.js";
import { draw, emit, groupOf, scheduleIn, type GroupState, type World } from "./world.js";

/** The reboot lock of a group: a counting semaphore, its holders and those who wait. */

/** A host that does not wait carries this in `waitNext`. */
const ABSENT = -2;

/** Whether one more host of the group may hold the lock. */
export function isLockFree(group: GroupState): boolean {
  const taken = group.gate.countsUnavailable
    ? Math.max(group.holders, group.unwell)
    : group.holders;
  return taken < group.gate.maxReboots;
}

/** Takes the lock for a host; it must be free. */
export function takeLock(world: World, host: number): void {
  const groupIndex = groupOf(world, host);
  const group = world.state.groups[groupIndex]!;
  group.holders += 1;
  setFlag(world, host, HostFlag.HoldsLock);
  const epoch = (world.state.hosts.lockEpoch[host]! += 1);
  emit(world, TransitionKind.LockTaken, host, groupIndex, group.holders, 0, maximum(group));
  if (group.gate.ttl !== NEVER) {
    scheduleIn(world, group.gate.ttl, Event.LockExpires, host, epoch & 0xffff);
  }
}

/** Gives the lock back, if the host holds it, and lets the next in line find it free. */
export function releaseLock(world: World, host: number): void {
  if (!hasFlag(world, host, HostFlag.HoldsLock)) return;
  const groupIndex = groupOf(world, host);
  const group = world.state.groups[groupIndex]!;
  clearFlag(world, host, HostFlag.HoldsLock);
  world.state.hosts.lockEpoch[host]! += 1;
  group.holders -= 1;
  emit(world, TransitionKind.LockReleased, host, groupIndex, group.holders, 0, maximum(group));
  announceFree(world, groupIndex);
}

/** The maximum as a transition carries it: an int32 where there is no limit. */
function maximum(group: GroupState): number {
  return Math.min(group.gate.maxReboots, 0x7fffffff);
}

/** Puts a host at the end of the line, unless it is in it. */
export function waitForLock(world: World, host: number): void {
  const { hosts, groups } = world.state;
  if (hosts.waitNext[host] !== ABSENT) return;
  const group = groups[groupOf(world, host)]!;
  hosts.waitNext[host] = -1;
  if (group.waitTail >= 0) hosts.waitNext[group.waitTail] = host;
  else group.waitHead = host;
  group.waitTail = host;
  group.waiting += 1;
}

/** Takes the first host out of the line; -1 when nobody waits. */
export function nextWaiting(world: World, groupIndex: number): number {
  const { hosts, groups } = world.state;
  const group = groups[groupIndex]!;
  const host = group.waitHead;
  if (host < 0) return -1;
  group.waitHead = hosts.waitNext[host]!;
  if (group.waitHead < 0) group.waitTail = -1;
  hosts.waitNext[host] = ABSENT;
  group.waiting -= 1;
  return host;
}

/**
 * Lets the line know that the lock may be free. Each waiting host asks again every `retry`, at a phase of its own, so the lock is
 * found after the least of n uniform residuals: `retry * (1 - (1 - u)^(1/n))`, one draw for the group instead of polls by all.
 */
export function announceFree(world: World, groupIndex: number): void {
  const group = world.state.groups[groupIndex]!;
  if (group.waiting === 0 || group.lockFreePending || !isLockFree(group)) return;
  const u = draw(world, Purpose.LockRetry, groupIndex, group.lockFrees++);
  const wait = Math.floor(group.gate.retry * (1 - power(1 - u, 1 / group.waiting)));
  group.lockFreePending = true;
  scheduleIn(world, wait, Event.LockFree, groupIndex, 0);
}

/** A host is well again: it gives its lock back where the rule waits for that, and no longer counts as unavailable. */
export function hostBecameWell(world: World, host: number): void {
  const groupIndex = groupOf(world, host);
  const { gate } = world.state.groups[groupIndex]!;
  const idle = world.state.hosts.updateStage[host] === UpdateStage.Idle;
  if (gate.releaseAt === "well" && idle) releaseLock(world, host);
  announceFree(world, groupIndex);
}
