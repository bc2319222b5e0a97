import { UpdateStage } from "../host-columns.js";
import type { Time } from "../../support/time.js";
import { isLockFree } from "../lock.js";
import { isStale } from "../lock-lists.js";
import { HostPhase } from "../phases.js";
import { groupOf, type GroupState, type World } from "../world.js";

/** What stands between a host that has its update and the lock of its group. */

/** The group of a host that wants to reboot and cannot have the lock now; undefined for every other host. */
export function lockedOut(world: World, host: number): GroupState | undefined {
  const { hosts, groups } = world.state;
  const group = groups[groupOf(world, host)]!;
  const phase = hosts.phase[host];
  const up =
    phase === HostPhase.Serving || phase === HostPhase.FallenBack || phase === HostPhase.Degraded;
  const wants = up && hosts.updateStage[host] === UpdateStage.Staged && group.gate.automatic;
  if (!wants || group.capacity === Number.POSITIVE_INFINITY) return undefined;
  return isLockFree(world, group) ? undefined : group;
}

/** The hosts that hold the lock of a group and since when, the oldest lock first. */
export function holdersOf(
  world: World,
  { held }: GroupState,
): readonly { readonly host: number; readonly since: Time }[] {
  const { lockEpoch } = world.state.hosts;
  return held.hosts.flatMap((host, i) =>
    i < held.head || isStale(held, i, lockEpoch) ? [] : [{ host, since: held.since[i]! }],
  );
}

/** A host of a group that is not well, the lowest number first; -1 where all are. */
export function firstUnwell(
  world: World,
  group: number,
  isWanted: (host: number) => boolean,
): number {
  const { first, hosts } = world.model.groups[group]!;
  for (let host = first; host < first + hosts; host++) if (isWanted(host)) return host;
  return -1;
}
