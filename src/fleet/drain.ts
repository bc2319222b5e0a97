import { beginReboot } from "./boot.js";
import { Event } from "./events.js";
import { UpdateStage } from "./host-columns.js";
import { setHostPhase } from "./host-phase.js";
import { releaseLock } from "./lock.js";
import { reserve, setContainerPhase } from "./membership.js";
import { Cause, ContainerPhase, HostPhase } from "./phases.js";
import { displace, scheduleStop } from "./placement.js";
import { findRoom } from "./room.js";
import { restingCause, restingPhase } from "./trouble.js";
import { groupOf, scheduleIn, type World } from "./world.js";

/** Moves the containers of a host elsewhere before it reboots, as far as disruption budgets and room allow. */

/** Begins to drain a host. */
export function beginDrain(world: World, host: number): void {
  const { hosts, groups } = world.state;
  const { drain } = groups[groupOf(world, host)]!.gate;
  hosts.updateStage[host] = UpdateStage.Rebooting;
  hosts.lifeEpoch[host]! += 1;
  setHostPhase(world, host, HostPhase.Draining, Cause.Planned);
  scheduleIn(world, drain.timeout, Event.DrainTimeout, host, hosts.lifeEpoch[host]! | 0);
  continueDrain(world, host);
}

/** Evicts what can be evicted now; the host reboots once nothing on it serves, and otherwise tries again when something moves. */
export function continueDrain(world: World, host: number): void {
  const { hosts, containers, groups } = world.state;
  if (hosts.phase[host] !== HostPhase.Draining) return;
  let held = false;
  for (let c = hosts.firstContainer[host]!; c >= 0;) {
    const following = containers.next[c]!;
    if (containers.phase[c] !== ContainerPhase.Stopping && !evict(world, c)) {
      held ||= containers.phase[c] === ContainerPhase.Serving;
    }
    c = following;
  }
  if (isDrained(world, host)) {
    beginReboot(world, host);
    return;
  }
  const { drains } = groups[groupOf(world, host)]!;
  if (held && !drains.includes(host)) drains.push(host);
}

/** Starts to move one container. @returns false when its budget or a lack of room forbids it. */
function evict(world: World, container: number): boolean {
  const { containers, serving } = world.state;
  const service = containers.service[container]!;
  const to = findRoom(world, service);
  if (to < 0) return false;
  if (containers.phase[container] !== ContainerPhase.Serving) {
    displace(world, container);
    return true;
  }
  if (serving[service]! - 1 < world.model.services[service]!.minAvailable) return false;
  reserve(world, to);
  containers.destination[container] = to;
  setContainerPhase(world, container, ContainerPhase.Stopping, Cause.Planned);
  scheduleStop(world, container);
  return true;
}

/** Nothing on the host serves any more, or is still stopping. */
function isDrained(world: World, host: number): boolean {
  const { hosts, containers } = world.state;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    const phase = containers.phase[c]!;
    if (phase === ContainerPhase.Serving || phase === ContainerPhase.Stopping) return false;
  }
  return true;
}

/** The held-up drains of a group try again. */
export function onDrainWake(world: World, groupIndex: number): void {
  const group = world.state.groups[groupIndex]!;
  group.drainWakePending = false;
  const held = group.drains.splice(0);
  for (const host of held) continueDrain(world, host);
}

/** A drain has taken too long: the host reboots with what is still on it, or gives up for now. */
export function onDrainTimeout(world: World, host: number): void {
  const { hosts, groups } = world.state;
  if (hosts.phase[host] !== HostPhase.Draining) return;
  const { drain } = groups[groupOf(world, host)]!.gate;
  if (drain.atTimeout === "reboot") {
    beginReboot(world, host);
    return;
  }
  hosts.updateStage[host] = UpdateStage.Staged;
  hosts.lifeEpoch[host]! += 1;
  setHostPhase(world, host, restingPhase(world, host), restingCause(world, host, Cause.Defect));
  releaseLock(world, host);
  scheduleIn(world, drain.retry, Event.AskReboot, host, hosts.updateEpoch[host]!);
}
