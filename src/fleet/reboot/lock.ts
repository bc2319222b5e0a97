import { NEVER, type Time } from "../../support/time.js";
import { isFailingPool, isUnavailable } from "../../systems/mco/capacity.js";
import { untilJobRuns } from "../../systems/system-upgrade-controller/job.js";
import { Event } from "../state/events.js";
import { HostFlag, Trouble, UpdateStage } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { coordinatorOf } from "./coordinators/index.js";
import { ageOf } from "./lock-age.js";
import { announceFree } from "./lock-line.js";
import { addLock, hasLocks, isStale } from "./lock-lists.js";
import type { LockState } from "./lock-state.js";
import { HostPhase, isUp, isWell } from "../state/phases.js";
import { refreshRoom } from "../containers/placement.js";
import { poolNode } from "./controller-nodes.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, groupOf, lockNumberOf, lockOf, scheduleIn, type World } from "../state/world.js";

/** Who holds a reboot lock: how it is taken, given back, and lost. */

/** The lock service forgets that a host holds it; the host does not learn of it. @returns whether it held it. */
export function forgetLock(world: World, host: number): boolean {
  if (!hasFlag(world, host, HostFlag.HoldsLock)) return false;
  dropLock(world, host);
  announceFree(world, lockNumberOf(world, host));
  return true;
}

/** Whether a holder that asks again may go on with what it holds: airlock says yes, a daemon of locksmith gives it back first. */
export function keepsLock(world: World, host: number): boolean {
  const lock = lockOf(world, host);
  return hasFlag(world, host, HostFlag.HoldsLock) && coordinatorOf(lock.gate).keeps(lock);
}

/** Takes the lock for a host; it must be free. */
export function takeLock(world: World, host: number): void {
  const { hosts } = world.state;
  const lock = lockOf(world, host);
  for (const loser of coordinatorOf(lock.gate).losers(world, lock)) dropLock(world, loser);
  lock.holders += 1;
  setFlag(world, host, HostFlag.HoldsLock);
  if (!isWell(hosts.phase[host]! as HostPhase)) lock.unwellOthers -= 1;
  const epoch = (hosts.lockEpoch[host]! += 1) & 0xffff;
  const { now, ttl } = { now: world.queue.time, ttl: lock.gate.ttl };
  addLock(lock.held, host, epoch, { since: now, expires: now + ttl });
  tell(world, TransitionKind.LockTaken, host, lock);
  if (ttl !== NEVER) scheduleIn(world, ttl, Event.LockExpires, host, epoch);
  if (lock.watch !== NEVER) scheduleIn(world, lock.watch, Event.LockOld, host, epoch);
}

function tell(world: World, kind: TransitionKind, host: number, lock: LockState): void {
  const shared = lock.groups > 1 ? 1 : 0;
  emit(world, kind, host, lockNumberOf(world, host), lock.holders, shared, maximum(lock));
}

/** Gives the lock back, if the host holds it, and lets those who wait find it free. */
export function releaseLock(world: World, host: number): void {
  if (!hasFlag(world, host, HostFlag.HoldsLock)) return;
  dropLock(world, host);
  uncordon(world, host);
  announceFree(world, lockNumberOf(world, host));
}

/** Lets a host take containers again, unless it is being drained. */
function uncordon(world: World, host: number): void {
  if (!hasFlag(world, host, HostFlag.Cordoned)) return;
  if (world.state.hosts.phase[host] === HostPhase.Draining) return;
  clearFlag(world, host, HostFlag.Cordoned);
  refreshRoom(world, host);
}

/** Takes the lock from a host that holds it; nobody learns of it. */
export function dropLock(world: World, host: number): void {
  const { hosts } = world.state;
  const lock = lockOf(world, host);
  clearFlag(world, host, HostFlag.HoldsLock);
  hosts.lockEpoch[host]! += 1;
  lock.holders -= 1;
  if (!isWell(hosts.phase[host]! as HostPhase)) lock.unwellOthers += 1;
  hasLocks(lock.held, hosts.lockEpoch);
  tell(world, TransitionKind.LockReleased, host, lock);
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
  const { gate } = world.state.groups[groupOf(world, host)]!;
  const { held } = lockOf(world, host);
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
  const number = lockNumberOf(world, host);
  // The holder does not learn of it, and stays cordoned if it is.
  if (coordinatorOf(world.state.locks[number]!.gate).takesWhenExpired) dropLock(world, host);
  announceFree(world, number);
}

/** Takes a lock from holders that are not up and have held it for at least `heldFor` [ms]. */
export function unlockDead(world: World, number: number, heldFor: Time): void {
  const { hosts, locks } = world.state;
  const { held } = locks[number]!;
  for (let i = held.head; i < held.hosts.length; i++) {
    if (isStale(held, i, hosts.lockEpoch)) continue;
    if (held.since[i]! + heldFor > world.queue.time) break;
    if (!isUp(hosts.phase[held.hosts[i]!]! as HostPhase)) dropLock(world, held.hosts[i]!);
  }
  announceFree(world, number);
}

/** Since when the oldest holder has held a lock; undefined where nobody does. */
export function oldestLock(world: World, { held }: LockState): Time | undefined {
  return hasLocks(held, world.state.hosts.lockEpoch) ? held.since[held.head] : undefined;
}

/** The maximum as a transition carries it: an int32 where there is no limit. */
function maximum(lock: LockState): number {
  return Math.min(lock.capacity, 0x7fffffff);
}

/** A host is well again: it gives its lock back where the rule waits for that, and no longer counts as unavailable. */
export function hostBecameWell(world: World, host: number): void {
  if (world.state.hosts.updateStage[host] === UpdateStage.Idle) giveLockBackIfWell(world, host);
  if (!hasFlag(world, host, HostFlag.HoldsLock)) uncordon(world, host);
  announceFree(world, lockNumberOf(world, host));
}

/** A host that is well gives its lock back where the rule waits for that, and for no more than that. */
export function giveLockBackIfWell(world: World, host: number): void {
  const { gate } = world.state.groups[groupOf(world, host)]!;
  if (gate.releaseAt === "well") giveLockBack(world, host);
  if (gate.releaseAt !== "updated") return;
  const node = poolNode(world, host);
  if (!isUnavailable(node) && !isFailingPool(node)) giveLockBack(world, host);
}
