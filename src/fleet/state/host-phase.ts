import { Event } from "./events.js";
import { HostFlag } from "./host-columns.js";
import { hasFlag } from "./host-flags.js";
import { hostBecameWell } from "../reboot/lock.js";
import { refreshRoom } from "../containers/placement.js";
import { noteContact } from "../update/quota.js";
import { type Cause, type HostPhase, isUp, isWell } from "./phases.js";
import { TransitionKind } from "./transitions.js";
import { reachPhase } from "../update/update-steps.js";
import { emit, groupOf, scheduleIn, type World } from "./world.js";

/** Changes the phase of a host and everything that is counted by it. */
export function setHostPhase(world: World, host: number, phase: HostPhase, cause: Cause): void {
  const { hosts, groups, locks } = world.state;
  const from = hosts.phase[host]! as HostPhase;
  const before = hosts.cause[host]! as Cause;
  if (from === phase && before === cause) return;
  hosts.phase[host] = phase;
  hosts.cause[host] = cause;
  const group = groups[groupOf(world, host)]!;
  const worse = Number(isWell(from)) - Number(isWell(phase));
  const lock = locks[group.lock]!;
  lock.unwell += worse;
  if (!hasFlag(world, host, HostFlag.HoldsLock)) lock.unwellOthers += worse;
  if (isUp(from) && !isUp(phase)) {
    hosts.downSince[host] = world.queue.time;
    scheduleIn(world, group.rescheduleAfter, Event.Reschedule, host, 0);
  }
  noteContact(world, host);
  emit(world, TransitionKind.HostPhase, host, from, phase, cause, before);
  refreshRoom(world, host);
  reachPhase(world, host, phase);
  if (!isWell(from) && isWell(phase)) hostBecameWell(world, host);
}
