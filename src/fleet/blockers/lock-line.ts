import type { Time } from "../../support/time.js";
import { needsNoLock } from "../reboot/gate.js";
import { UpdateStage } from "../state/host-columns.js";
import { isLockFree } from "../reboot/lock-grant.js";
import { isStale } from "../reboot/lock-lists.js";
import type { LockState } from "../reboot/lock-state.js";
import { HostPhase } from "../state/phases.js";
import { groupOf, lockNumberOf, lockOf, type World } from "../state/world.js";

/** What stands between a host that has its update and the reboot lock. */

/** The lock of a host that wants to reboot and cannot have it now; undefined for every other host. */
export function lockedOut(world: World, host: number): LockState | undefined {
  const { hosts, groups } = world.state;
  const { gate } = groups[groupOf(world, host)]!;
  const lock = lockOf(world, host);
  const phase = hosts.phase[host];
  const up =
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded;
  const wants = up && hosts.updateStage[host] === UpdateStage.Staged && gate.automatic;
  if (!wants || needsNoLock(gate, lock)) return undefined;
  return isLockFree(world, lock) ? undefined : lock;
}

/** The hosts that hold a lock and since when, the oldest one first. */
export function holdersOf(
  world: World,
  { held }: LockState,
): readonly { readonly host: number; readonly since: Time }[] {
  const { lockEpoch } = world.state.hosts;
  return held.hosts.flatMap((host, i) =>
    i < held.head || isStale(held, i, lockEpoch) ? [] : [{ host, since: held.since[i]! }],
  );
}

/** The first of the hosts that a lock covers of which something holds; -1 where it holds of none. */
export function firstCovered(world: World, lock: number, holds: (host: number) => boolean): number {
  for (let host = 0; host < world.facts.hosts; host++) {
    if (lockNumberOf(world, host) === lock && holds(host)) return host;
  }
  return -1;
}
