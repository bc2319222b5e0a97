import { power } from "../random/elementary.js";
import { Purpose } from "../random/purposes.js";
import { NEVER, type Time } from "../support/time.js";
import { slotsAfter, takeSlot } from "../systems/fleetlock/airlock.js";
import { isGranted, statusOf } from "../systems/fleetlock/protocol.js";
import { losesLock, mayAcquire, ttlExpired } from "../systems/kured/lock.js";
import { nextInterval } from "../systems/locksmith/back-off.js";
import { freeOf, Lock, lock } from "../systems/locksmith/semaphore.js";
import { isFailingPool, isUnavailable, updateCapacity } from "../systems/mco/capacity.js";
import { updateKey, zoneRank } from "../systems/mco/order.js";
import { untilJobRuns } from "../systems/system-upgrade-controller/job.js";
import type { Gate, RetryRule } from "./control.js";
import { Event } from "./events.js";
import { HostFlag, Trouble, UpdateStage } from "./host-columns.js";
import { clearFlag, hasFlag, setFlag } from "./host-flags.js";
import { addLock, enterLine, hasLocks, type HeldLocks, isStale, leaveLine } from "./lock-lists.js";
import { HostPhase, isUp, isWell } from "./phases.js";
import { refreshRoom } from "./placement.js";
import { poolNode } from "./seen-by-controllers.js";
import { TransitionKind } from "./transitions.js";
import { draw, emit, groupOf, scheduleIn, type GroupState, type World } from "./world.js";

/** The reboot lock of a group: who holds it, who waits, and who gets it next. */

/** Gives a group another gate. The capacity of an airlock stays what the lock was created with (coreos/airlock#81). */
export function setGate(group: GroupState, gate: Gate): void {
  const created = group.gate.lock === "recursive" && gate.lock === "recursive";
  group.gate = gate;
  group.capacity = slotsAfter(created ? group.capacity : undefined, gate.maxReboots);
}

/** Whether one more host of the group may hold the lock. */
export function isLockFree(world: World, group: GroupState): boolean {
  if (group.unwell > group.gate.blockedAbove) return false;
  const { gate, holders } = group;
  const capacity = grantable(group);
  if (gate.countsUnavailable) return updateCapacity(capacity, holders + group.unwellOthers, 0) > 0;
  switch (gate.lock) {
    case "semaphore":
      return lock(freeOf(capacity, holders), false) === Lock.Taken;
    case "recursive":
      return isGranted(statusOf(takeSlot(capacity, holders, false)));
    case "annotation":
    case "controller": {
      // Whether anybody's time is up is looked at only where there is no room.
      const expired = gate.lock === "annotation" && holders >= capacity && hasExpired(world, group);
      return mayAcquire(holders, Number(expired), capacity);
    }
  }
}

/** Hosts that may hold the lock as those see it who grant it: others may hold some of it, and there may be two who grant it all. */
function grantable({ capacity, stolen, leaders }: GroupState): number {
  return Math.max(0, capacity * (1 + leaders) - stolen);
}

/** The lock service forgets that a host holds it; the host does not learn of it. @returns whether it held it. */
export function forgetLock(world: World, host: number): boolean {
  if (!hasFlag(world, host, HostFlag.HoldsLock)) return false;
  dropLock(world, host);
  announceFree(world, groupOf(world, host));
  return true;
}

/** Whether a holder that asks again may go on with what it holds: airlock says yes, a daemon of locksmith gives it back first. */
export function keepsLock(world: World, host: number): boolean {
  const { gate, capacity, holders } = world.state.groups[groupOf(world, host)]!;
  if (gate.lock !== "recursive" || !hasFlag(world, host, HostFlag.HoldsLock)) return false;
  return isGranted(statusOf(takeSlot(capacity, holders, true)));
}

/** Takes the lock for a host; it must be free. */
export function takeLock(world: World, host: number): void {
  const { hosts } = world.state;
  const groupIndex = groupOf(world, host);
  const group = world.state.groups[groupIndex]!;
  // Holders whose time is up lose it only now that somebody needs it (kured).
  if (group.gate.lock === "annotation") purge(world, group);
  group.holders += 1;
  setFlag(world, host, HostFlag.HoldsLock);
  if (!isWell(hosts.phase[host]! as HostPhase)) group.unwellOthers -= 1;
  const epoch = (hosts.lockEpoch[host]! += 1) & 0xffff;
  const { now, ttl } = { now: world.queue.time, ttl: group.gate.ttl };
  addLock(group.held, host, epoch, { since: now, expires: now + ttl });
  emit(world, TransitionKind.LockTaken, host, groupIndex, group.holders, 0, maximum(group));
  if (ttl !== NEVER) scheduleIn(world, ttl, Event.LockExpires, host, epoch);
  if (group.watchLock !== NEVER) scheduleIn(world, group.watchLock, Event.LockOld, host, epoch);
}

/** Whether a lock of the group may be taken from its holder. */
function hasExpired(world: World, { held }: GroupState): boolean {
  const { lockEpoch } = world.state.hosts;
  if (!hasLocks(held, lockEpoch)) return false;
  for (let i = held.head; i < held.hosts.length; i++) {
    if (!isStale(held, i, lockEpoch) && ttlExpired(ageOf(world, held, i), ttlOf(held, i)))
      return true;
  }
  return false;
}

/** Takes the lock from every holder that has to give way to one more. */
function purge(world: World, { held, holders, capacity }: GroupState): void {
  const { lockEpoch } = world.state.hosts;
  const losers: number[] = [];
  for (let i = held.head; i < held.hosts.length; i++) {
    if (isStale(held, i, lockEpoch)) continue;
    if (!losesLock(holders, capacity, ageOf(world, held, i), ttlOf(held, i))) continue;
    losers.push(held.hosts[i]!);
  }
  for (const host of losers) dropLock(world, host);
}

function ageOf(world: World, { since }: HeldLocks, index: number): Time {
  return world.queue.time - since[index]!;
}

/** As it was when the lock was taken. */
function ttlOf({ since, expires }: HeldLocks, index: number): Time {
  return expires[index]! - since[index]!;
}

/** Gives the lock back, if the host holds it, and lets those who wait find it free. */
export function releaseLock(world: World, host: number): void {
  if (!hasFlag(world, host, HostFlag.HoldsLock)) return;
  dropLock(world, host);
  uncordon(world, host);
  announceFree(world, groupOf(world, host));
}

/** Lets a host take containers again, unless it is being drained. */
function uncordon(world: World, host: number): void {
  if (!hasFlag(world, host, HostFlag.Cordoned)) return;
  if (world.state.hosts.phase[host] === HostPhase.Draining) return;
  clearFlag(world, host, HostFlag.Cordoned);
  refreshRoom(world, host);
}

function dropLock(world: World, host: number): void {
  const { hosts } = world.state;
  const groupIndex = groupOf(world, host);
  const group = world.state.groups[groupIndex]!;
  clearFlag(world, host, HostFlag.HoldsLock);
  hosts.lockEpoch[host]! += 1;
  group.holders -= 1;
  if (!isWell(hosts.phase[host]! as HostPhase)) group.unwellOthers += 1;
  hasLocks(group.held, hosts.lockEpoch);
  emit(world, TransitionKind.LockReleased, host, groupIndex, group.holders, 0, maximum(group));
}

/** Whether a host can talk to the coordinator: its link is not cut, and it has a network. */
export function reachesCoordinator(world: World, host: number): boolean {
  const { cutLock, trouble } = world.state.hosts;
  return cutLock[host] === 0 && (trouble[host]! & Trouble.Network) === 0;
}

/** The host gives its lock back as its gate says: now, after a delay, or when the coordinator can be reached again. */
export function giveLockBack(world: World, host: number): void {
  const { hosts, groups } = world.state;
  const { gate } = groups[groupOf(world, host)]!;
  if (!hasFlag(world, host, HostFlag.HoldsLock)) return;
  const delay = gate.releaseDelay + untilFound(world, host);
  if (gate.coordinator && !reachesCoordinator(world, host))
    setFlag(world, host, HostFlag.MissedLock);
  else if (delay === 0) releaseLock(world, host);
  else scheduleIn(world, delay, Event.LockReturned, host, hosts.lockEpoch[host]!);
}

/** How long until somebody finds that the holder is done: at once, but where the job that looked has failed [ms]. */
function untilFound(world: World, host: number): Time {
  const { gate, held } = world.state.groups[groupOf(world, host)]!;
  const { kind, timeout, atTimeout, retry } = gate.drain;
  if (kind === "none" || atTimeout !== "stuck") return 0;
  return untilJobRuns(ageOf(world, held, held.hosts.lastIndexOf(host)), timeout, retry);
}

/** The delay after which a host gives its lock back is over. */
export function onLockReturned(world: World, host: number, epoch: number): void {
  const { hosts } = world.state;
  if (hosts.lockEpoch[host] !== epoch) return;
  if (!reachesCoordinator(world, host)) setFlag(world, host, HostFlag.MissedLock);
  else releaseLock(world, host);
}

/** The time of a holder is up: the lock is taken from it, or may be by those who need it. */
export function onLockExpires(world: World, host: number, epoch: number): void {
  if (world.state.hosts.lockEpoch[host] !== epoch) return;
  const groupIndex = groupOf(world, host);
  // The holder does not learn of it, and stays cordoned if it is.
  if (world.state.groups[groupIndex]!.gate.lock !== "annotation") dropLock(world, host);
  announceFree(world, groupIndex);
}

/** Takes the lock from holders that are not up and have held it for at least `heldFor` [ms]. */
export function unlockDead(world: World, groupIndex: number, heldFor: Time): void {
  const { hosts, groups } = world.state;
  const { held } = groups[groupIndex]!;
  for (let i = held.head; i < held.hosts.length; i++) {
    if (isStale(held, i, hosts.lockEpoch)) continue;
    if (held.since[i]! + heldFor > world.queue.time) break;
    if (!isUp(hosts.phase[held.hosts[i]!]! as HostPhase)) dropLock(world, held.hosts[i]!);
  }
  announceFree(world, groupIndex);
}

/** Since when the oldest lock of a group has been held; undefined where none is. */
export function oldestLock(world: World, { held }: GroupState): Time | undefined {
  return hasLocks(held, world.state.hosts.lockEpoch) ? held.since[held.head] : undefined;
}

/** The maximum as a transition carries it: an int32 where there is no limit. */
function maximum(group: GroupState): number {
  return Math.min(group.capacity, 0x7fffffff);
}

/** Puts a host into the line, unless it is in it. */
export function waitForLock(world: World, host: number): void {
  if (hasFlag(world, host, HostFlag.WaitsForLock)) return;
  setFlag(world, host, HostFlag.WaitsForLock);
  const { line, gate } = world.state.groups[groupOf(world, host)]!;
  enterLine(line, host, keyOf(world, host, gate), world.queue.time);
}

/** A host's place in the line: those with smaller keys come first. */
function keyOf(world: World, host: number, { order }: Gate): number {
  const { hosts } = world.state;
  switch (order) {
    case "race":
      return draw(world, Purpose.LockRace, host, hosts.updateEpoch[host]!);
    case "first-come":
      return 0;
    case "index":
      return host;
    case "zone":
      return updateKey(zoneRankOf(world, host), host, world.facts.hosts);
    case "hash":
      return draw(world, Purpose.LockHash, host, Math.max(0, hosts.target[host]!));
    case "fewest-crashes":
      return hosts.crashes[host]! * world.facts.hosts + host;
  }
}

/** Zones go in the order of their names, whatever the order in which a scenario lists them. */
function zoneRankOf({ facts }: World, host: number): number {
  return zoneRank(facts.zones, facts.zones[facts.zoneOf[host]!]!);
}

/** Takes the next host out of the line; -1 when nobody waits. */
export function nextWaiting(world: World, groupIndex: number): number {
  const host = leaveLine(world.state.groups[groupIndex]!.line);
  if (host >= 0) clearFlag(world, host, HostFlag.WaitsForLock);
  return host;
}

/**
 * Lets the line know that the lock may be free. Each waiting host asks again every `retry`, at a phase of its own, so the lock is
 * found after the least of n uniform residuals: `retry * (1 - (1 - u)^(1/n))`, one draw for the group instead of polls by all.
 * A controller is a single loop, and looks again after one residual.
 */
export function announceFree(world: World, groupIndex: number): void {
  const group = world.state.groups[groupIndex]!;
  const { line, gate } = group;
  const waiting = line.hosts.length;
  if (waiting === 0 || group.lockFreePending || !isLockFree(world, group)) return;
  const u = draw(world, Purpose.LockRetry, groupIndex, group.lockFrees++);
  const asking = gate.lock === "controller" ? 1 : waiting;
  const interval = intervalAfter(gate.retry, world.queue.time - line.since);
  const wait = Math.floor(interval * (1 - power(1 - u, 1 / asking)));
  group.lockFreePending = true;
  scheduleIn(world, wait, Event.LockFree, groupIndex, 0);
}

/** The interval between two asks in force after so long a wait [ms]: each twice the one before, up to the cap. */
function intervalAfter({ first, cap }: RetryRule, waited: Time): Time {
  let interval = Math.min(first, cap);
  for (let over = interval; over <= waited && interval < cap; over += interval) {
    interval = nextInterval(interval, cap);
  }
  return interval;
}

/** A host is well again: it gives its lock back where the rule waits for that, and no longer counts as unavailable. */
export function hostBecameWell(world: World, host: number): void {
  if (world.state.hosts.updateStage[host] === UpdateStage.Idle) giveLockBackIfWell(world, host);
  if (!hasFlag(world, host, HostFlag.HoldsLock)) uncordon(world, host);
  announceFree(world, groupOf(world, host));
}

/** A host that is well gives its lock back where the rule waits for that, and for no more than that. */
export function giveLockBackIfWell(world: World, host: number): void {
  const { gate } = world.state.groups[groupOf(world, host)]!;
  if (gate.releaseAt === "well") giveLockBack(world, host);
  if (gate.releaseAt !== "updated") return;
  const node = poolNode(world, host);
  if (!isUnavailable(node) && !isFailingPool(node)) giveLockBack(world, host);
}
