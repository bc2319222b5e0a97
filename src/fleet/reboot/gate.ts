import { Purpose } from "../../random/purposes.js";
import type { Time } from "../../support/time.js";
import { retryAfter, retryAllowed } from "../../systems/brupop/back-off.js";
import { nextOpening } from "../../systems/windows/open-times.js";
import { firesOn, skewOf } from "../effects/lasting-effects.js";
import { beginReboot } from "../boot/boot.js";
import type { Gate } from "../control/policy-contract.js";
import { beginDrain } from "./drain.js";
import { Event } from "../state/events.js";
import { HostFlag, UpdateStage } from "../state/host-columns.js";
import { hasFlag, setFlag } from "../state/host-flags.js";
import { keepsLock, reachesCoordinator, releaseLock, takeLock } from "./lock.js";
import { isLockFree } from "./lock-grant.js";
import { announceFree, nextWaiting, waitForLock } from "./lock-line.js";
import type { LockState } from "./lock-state.js";
import { HostPhase } from "../state/phases.js";
import { mayBePicked } from "./controller-nodes.js";
import { draw, groupOf, schedule, scheduleIn, type World } from "../state/world.js";

/** Whether and when a host that has an update staged may reboot. */

/** Draws for the wait before a first ask; those for the wait after an opening come behind them. */
const FIRST_ASKS = 65_536;

/** First moment at or after now at which the gate lets reboots begin; `NEVER` where it never does. */
function openingOf(world: World, host: number, { windows }: Gate): Time {
  const now = world.queue.time;
  if (windows === undefined) return now;
  const skew = skewOf(world, host);
  return nextOpening(windows, now, world.model.weekOffset + skew);
}

function isReady(world: World, host: number): boolean {
  const { hosts } = world.state;
  const phase = hosts.phase[host]!;
  const up =
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded;
  return up && hosts.updateStage[host] === UpdateStage.Staged;
}

/** A host has an update staged: it asks its gate after the gate's delay. */
export function wantReboot(world: World, host: number): void {
  const { hosts, groups } = world.state;
  const { gate } = groups[groupOf(world, host)]!;
  let delay = gate.delay;
  if (gate.delaySpread > 0) {
    const u = draw(world, Purpose.FirstAsk, host, hosts.updateEpoch[host]!);
    delay += Math.floor(u * gate.delaySpread);
  }
  scheduleIn(world, delay, Event.AskReboot, host, hosts.updateEpoch[host]!);
}

/** A host asks to reboot. */
export function askReboot(world: World, host: number): void {
  const { groups, locks } = world.state;
  if (!isReady(world, host)) return;
  const { gate, lock: number } = groups[groupOf(world, host)]!;
  const lock = locks[number]!;
  if (!gate.automatic) return;
  const opening = Math.max(openingOf(world, host, gate), mayTryAgain(world, host, gate));
  if (opening > world.queue.time) {
    waitUntil(world, host, opening);
    return;
  }
  if (needsNoLock(gate, lock)) {
    holdUp(world, host);
    return;
  }
  if (gate.coordinator && !reachesCoordinator(world, host)) {
    firesOn(world, host, "cut");
    if (gate.unreachable === "reboot") holdUp(world, host);
    else setFlag(world, host, HostFlag.MissedLock);
    return;
  }
  if (keepsLock(world, host)) {
    holdUp(world, host);
    return;
  }
  // A daemon gives back a lock it still holds before it asks again (locksmith), so its own old lock never stands in its way.
  if (hasFlag(world, host, HostFlag.HoldsLock)) releaseLock(world, host);
  if (lock.line.hosts.length === 0 && isLockFree(world, lock)) {
    takeLock(world, host);
    if (lock.leaders > 0 && lock.holders > lock.capacity) firesOn(world, host, "split-leader");
    holdUp(world, host);
    return;
  }
  if (lock.stolen > 0) firesOn(world, host, "lock-held");
  waitForLock(world, host);
  announceFree(world, number);
}

/** The lock is without a limit, or it is that of other groups, while this one reboots without. */
export function needsNoLock(gate: Gate, lock: LockState): boolean {
  const unlimited = Number.POSITIVE_INFINITY;
  return lock.capacity === unlimited || (lock.groups > 1 && gate.maxReboots === unlimited);
}

/** The host asks again when the gate opens, or a little later. */
function waitUntil(world: World, host: number, opening: Time): void {
  const { hosts, groups } = world.state;
  const { openingSpread } = groups[groupOf(world, host)]!.gate;
  let at = opening;
  if (openingSpread > 0) {
    const u = draw(world, Purpose.FirstAsk, host, FIRST_ASKS + hosts.updateEpoch[host]!);
    at += Math.floor(u * openingSpread);
  }
  schedule(world, at, Event.AskReboot, host, hosts.updateEpoch[host]!);
}

/** When a host whose last boots failed may try again: at once where the gate does not hold that against it. */
function mayTryAgain(world: World, host: number, { crashBackOff }: Gate): Time {
  const { crashes, downSince } = world.state.hosts;
  const { time } = world.queue;
  if (crashBackOff === 0 || crashes[host] === 0) return time;
  const since = downSince[host]!;
  if (retryAllowed(time - since, crashes[host]!, crashBackOff)) return time;
  return since + retryAfter(crashes[host]!, crashBackOff);
}

/** A host that waits in line loses its coordinator: where it fails open, its next ask finds nobody to wait for. */
export function loseLock(world: World, host: number): void {
  const { gate } = world.state.groups[groupOf(world, host)]!;
  if (gate.unreachable !== "reboot" || !hasFlag(world, host, HostFlag.WaitsForLock)) return;
  const { updateEpoch } = world.state.hosts;
  const u = draw(world, Purpose.FirstAsk, host, 2 * FIRST_ASKS + updateEpoch[host]!);
  scheduleIn(world, Math.floor(u * gate.retry.cap), Event.AskReboot, host, updateEpoch[host]!);
}

/** A waiting host finds the lock free: the first in line that still wants it and may. */
export function onLockFree(world: World, number: number): void {
  const { groups, locks } = world.state;
  const lock = locks[number]!;
  lock.freePending = false;
  while (isLockFree(world, lock)) {
    const host = nextWaiting(world, number);
    if (host < 0) return;
    if (!isReady(world, host) || !mayBePicked(world, host)) continue;
    const { gate } = groups[groupOf(world, host)]!;
    if (gate.coordinator && !reachesCoordinator(world, host)) {
      setFlag(world, host, HostFlag.MissedLock);
      continue;
    }
    const opening = openingOf(world, host, gate);
    if (gate.recheckWindow && opening > world.queue.time) {
      waitUntil(world, host, opening);
      continue;
    }
    takeLock(world, host);
    if (lock.leaders > 0 && lock.holders > lock.capacity) firesOn(world, host, "split-leader");
    holdUp(world, host);
    break;
  }
  announceFree(world, number);
}

/**
 * A host that has been let waits until the go-ahead has reached it. Users who are logged in hold the reboot up for a while more;
 * the lock stays taken meanwhile (coreos/zincati#756).
 */
function holdUp(world: World, host: number): void {
  const { hosts, groups } = world.state;
  const { startDelay, sessions } = groups[groupOf(world, host)]!.gate;
  const inUse =
    sessions.share > 0 &&
    draw(world, Purpose.Session, host, hosts.updateEpoch[host]!) < sessions.share;
  const wait = startDelay + (inUse ? sessions.wait : 0);
  if (wait > 0) scheduleIn(world, wait, Event.SessionOver, host, hosts.updateEpoch[host]!);
  else proceed(world, host);
}

/** Nobody is logged in any more, or they have been given long enough. */
export function onSessionOver(world: World, host: number, epoch: number): void {
  if (world.state.hosts.updateEpoch[host] === epoch && isReady(world, host)) proceed(world, host);
}

function proceed(world: World, host: number): void {
  const { gate } = world.state.groups[groupOf(world, host)]!;
  if (gate.drain.kind === "evict") beginDrain(world, host);
  else beginReboot(world, host);
}
