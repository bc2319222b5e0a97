import { WEEK, type Time } from "../support/time.js";
import { beginReboot } from "./boot.js";
import type { Gate } from "./control.js";
import { beginDrain } from "./drain.js";
import { Event } from "./events.js";
import { HostFlag, UpdateStage } from "./host-columns.js";
import { hasFlag, setFlag } from "./host-flags.js";
import {
  announceFree,
  isLockFree,
  nextWaiting,
  releaseLock,
  takeLock,
  waitForLock,
} from "./lock.js";
import { HostPhase } from "./phases.js";
import { groupOf, schedule, type World } from "./world.js";

/** Whether and when a host that has an update staged may reboot. */

/** First moment at or after `now` that lies in a window of the gate; `now` itself where there are none. */
export function nextOpening(gate: Gate, now: Time, weekOffset: Time): Time {
  if (gate.windows.length === 0) return now;
  const timeOfWeek = (now + weekOffset) % WEEK;
  let wait = WEEK;
  for (const [from, until] of gate.windows) {
    if (timeOfWeek >= from && timeOfWeek < until) return now;
    const ahead = from > timeOfWeek ? from - timeOfWeek : from + WEEK - timeOfWeek;
    if (ahead < wait) wait = ahead;
  }
  return now + wait;
}

function isReady(world: World, host: number): boolean {
  const { hosts } = world.state;
  const phase = hosts.phase[host]!;
  const up =
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded;
  return up && hosts.updateStage[host] === UpdateStage.Staged;
}

/** A host asks to reboot. */
export function askReboot(world: World, host: number): void {
  const { hosts, groups } = world.state;
  if (!isReady(world, host)) return;
  const groupIndex = groupOf(world, host);
  const group = groups[groupIndex]!;
  const { gate } = group;
  if (!gate.automatic) return;
  const opening = nextOpening(gate, world.queue.time, world.model.weekOffset);
  if (opening > world.queue.time) {
    schedule(world, opening, Event.AskReboot, host, hosts.updateEpoch[host]!);
    return;
  }
  if (gate.maxReboots === Number.POSITIVE_INFINITY) {
    proceed(world, host);
    return;
  }
  if (gate.coordinator && hosts.cutLock[host]! > 0) {
    setFlag(world, host, HostFlag.MissedLock);
    return;
  }
  // A daemon gives back a lock it still holds before it asks again (locksmith), so its own old lock never stands in its way.
  if (hasFlag(world, host, HostFlag.HoldsLock)) releaseLock(world, host);
  if (group.waiting === 0 && isLockFree(group)) {
    takeLock(world, host);
    proceed(world, host);
    return;
  }
  waitForLock(world, host);
  announceFree(world, groupIndex);
}

/** A waiting host finds the lock free: the first in line that still wants it and may. */
export function onLockFree(world: World, groupIndex: number): void {
  const { hosts, groups } = world.state;
  const group = groups[groupIndex]!;
  group.lockFreePending = false;
  const now = world.queue.time;
  while (isLockFree(group)) {
    const host = nextWaiting(world, groupIndex);
    if (host < 0) return;
    if (!isReady(world, host)) continue;
    if (group.gate.coordinator && hosts.cutLock[host]! > 0) {
      setFlag(world, host, HostFlag.MissedLock);
      continue;
    }
    const opening = nextOpening(group.gate, now, world.model.weekOffset);
    if (group.gate.recheckWindow && opening > now) {
      schedule(world, opening, Event.AskReboot, host, hosts.updateEpoch[host]!);
      continue;
    }
    takeLock(world, host);
    proceed(world, host);
    break;
  }
  announceFree(world, groupIndex);
}

/** The lock is taken from a holder that kept it too long. */
export function onLockExpires(world: World, host: number, epoch: number): void {
  if (world.state.hosts.lockEpoch[host] === epoch) releaseLock(world, host);
}

function proceed(world: World, host: number): void {
  const { gate } = world.state.groups[groupOf(world, host)]!;
  if (gate.drain.kind === "evict") beginDrain(world, host);
  else beginReboot(world, host);
}
