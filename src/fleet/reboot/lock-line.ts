import { power } from "../../random/elementary.js";
import { Purpose } from "../../random/purposes.js";
import type { Time } from "../../support/time.js";
import { nextInterval } from "../../systems/locksmith/back-off.js";
import { updateKey, zoneRank } from "../../systems/mco/order.js";
import type { Gate, RetryRule } from "../control/policy-contract.js";
import { Event } from "../state/events.js";
import { HostFlag } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { coordinatorOf } from "./coordinators/index.js";
import { isLockFree } from "./lock-grant.js";
import { enterLine, leaveLine } from "./lock-lists.js";
import { draw, lockOf, scheduleIn, type World } from "../state/world.js";

/** Who waits for a reboot lock, who gets it next, and when they find it free. */

/** Puts a host into the line of its lock, unless it is in it. */
export function waitForLock(world: World, host: number): void {
  if (hasFlag(world, host, HostFlag.WaitsForLock)) return;
  setFlag(world, host, HostFlag.WaitsForLock);
  const { line, gate } = lockOf(world, host);
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
      return draw(
        world,
        Purpose.LockHash,
        host,
        world.model.releases[hosts.target[host]!]?.key ?? 0,
      );
    case "fewest-crashes":
      return hosts.crashes[host]! * world.facts.hosts + host;
  }
}

/** Zones go in the order of their names, whatever the order in which a scenario lists them. */
function zoneRankOf({ facts }: World, host: number): number {
  return zoneRank(facts.zones, facts.zones[facts.zoneOf[host]!]!);
}

/** Takes the next host out of the line; -1 when nobody waits. */
export function nextWaiting(world: World, number: number): number {
  const host = leaveLine(world.state.locks[number]!.line);
  if (host >= 0) clearFlag(world, host, HostFlag.WaitsForLock);
  return host;
}

/**
 * Lets the line know that the lock may be free. Each waiting host asks again every `retry`, at a phase of its own, so the lock is
 * found after the least of n uniform residuals: `retry * (1 - (1 - u)^(1/n))`, one draw for the lock instead of polls by all.
 * A controller is a single loop, and looks again after one residual.
 */
export function announceFree(world: World, number: number): void {
  const lock = world.state.locks[number]!;
  const { line, gate } = lock;
  const waiting = line.hosts.length;
  if (waiting === 0 || lock.freePending || !isLockFree(world, lock)) return;
  const u = draw(world, Purpose.LockRetry, number, lock.frees++);
  const asking = coordinatorOf(gate).asksForAll ? 1 : waiting;
  const interval = intervalAfter(gate.retry, world.queue.time - line.since);
  const wait = Math.floor(interval * (1 - power(1 - u, 1 / asking)));
  lock.freePending = true;
  scheduleIn(world, wait, Event.LockFree, number, 0);
}

/** The interval between two asks in force after so long a wait [ms]: each twice the one before, up to the cap. */
function intervalAfter({ first, cap }: RetryRule, waited: Time): Time {
  let interval = Math.min(first, cap);
  for (let over = interval; over <= waited && interval < cap; over += interval) {
    interval = nextInterval(interval, cap);
  }
  return interval;
}
