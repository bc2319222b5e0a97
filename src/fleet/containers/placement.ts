import { Purpose } from "../../random/purposes.js";
import { slowed, effectOn } from "../effects/lasting-effects.js";
import { Event } from "../state/events.js";
import {
  canRun,
  isOpen,
  relocate,
  reserve,
  setContainerPhase,
  unreserve,
} from "./container-lists.js";
import { Cause, ContainerPhase } from "../state/phases.js";
import { enterRoom, findRoom, leaveRoom } from "./room.js";
import { drawTime, groupOf, schedule, scheduleIn, type World } from "../state/world.js";

/** A held-up drain is tried again this long after something changed [ms]: kubectl's pause after a refused eviction. */
const DRAIN_RETRY = 5_000;

/** Begins to start a container on the host it belongs to, or leaves it waiting for that host. */
export function startContainer(world: World, container: number, pull: boolean): void {
  const { containers } = world.state;
  const host = containers.host[container]!;
  const cause = containers.cause[container]! as Cause;
  containers.epoch[container]! += 1;
  if (!canRun(world, host)) {
    setContainerPhase(world, container, ContainerPhase.Waiting, cause);
    return;
  }
  const service = world.model.services[containers.service[container]!]!;
  const occurrence = containers.starts[container]!;
  containers.starts[container] = occurrence + 1;
  const start = drawTime(world, service.start, Purpose.ContainerStart, container, occurrence);
  let delay = slowed(world, host, "slow-start", start);
  if (pull) {
    const time = drawTime(world, service.pull, Purpose.ImagePull, container, occurrence);
    delay += untilImagesCome(world, host) + slowed(world, host, "slow-link", time);
  }
  setContainerPhase(world, container, ContainerPhase.Starting, cause);
  scheduleIn(world, delay, Event.ContainerStarted, container, containers.epoch[container]!);
}

/** A pull that cannot come to anything is tried until it can [ms]; the short back-off in between is left out. */
function untilImagesCome(world: World, host: number): number {
  const { time } = world.queue;
  const release = world.state.hosts.running[3 * host]!;
  const registry = effectOn(world, host, "no-pull", release)?.until ?? time;
  const disk = effectOn(world, host, "disk-full", release)?.until ?? time;
  return Math.max(registry, disk) - time;
}

/** Finds a container that has lost its host a new one, or puts it into the queue of those without room. */
export function displace(world: World, container: number): void {
  const { containers } = world.state;
  const service = containers.service[container]!;
  const cause = containers.cause[container]! as Cause;
  containers.epoch[container]! += 1;
  containers.failures[container] = 0;
  const to = findRoom(world, service);
  if (to >= 0) {
    setContainerPhase(world, container, ContainerPhase.Waiting, cause);
    reserve(world, to);
    relocate(world, container, to);
    startContainer(world, container, true);
    return;
  }
  setContainerPhase(world, container, ContainerPhase.Pending, Cause.NoRoom);
  if (containers.host[container]! >= 0) relocate(world, container, -1);
  const group = world.state.groups[world.model.services[service]!.group]!;
  containers.next[container] = -1;
  if (group.pendingTail >= 0) containers.next[group.pendingTail] = container;
  else group.pendingHead = container;
  group.pendingTail = container;
}

/** Gives room that has appeared in a group to those who wait for it: containers without a host first, then drains. */
export function roomGrew(world: World, groupIndex: number): void {
  const { containers, groups } = world.state;
  const group = groups[groupIndex]!;
  while (group.pendingHead >= 0) {
    const container = group.pendingHead;
    const to = findRoom(world, containers.service[container]!);
    if (to < 0) return;
    group.pendingHead = containers.next[container]!;
    if (group.pendingHead < 0) group.pendingTail = -1;
    containers.next[container] = -1;
    reserve(world, to);
    relocate(world, container, to);
    startContainer(world, container, true);
  }
  wakeDrains(world, groupIndex);
}

/** Lets the held-up drains of a group try again soon. */
export function wakeDrains(world: World, groupIndex: number): void {
  const group = world.state.groups[groupIndex]!;
  if (group.drains.length === 0 || group.drainWakePending) return;
  group.drainWakePending = true;
  scheduleIn(world, DRAIN_RETRY, Event.DrainWake, groupIndex, 0);
}

/** Puts a host on or off the room lists after anything that decides it has changed. */
export function refreshRoom(world: World, host: number): void {
  leaveRoom(world, host);
  if (!isOpen(world, host)) return;
  enterRoom(world, host);
  roomGrew(world, groupOf(world, host));
}

/** Ends a container's stop: it goes to the host that kept room for it, or looks for another. */
export function finishStop(world: World, container: number): void {
  const { containers } = world.state;
  const to = containers.destination[container]!;
  const from = containers.host[container]!;
  containers.destination[container] = -1;
  containers.epoch[container]! += 1;
  if (to >= 0 && isOpen(world, to)) {
    setContainerPhase(
      world,
      container,
      ContainerPhase.Waiting,
      containers.cause[container]! as Cause,
    );
    relocate(world, container, to);
    startContainer(world, container, true);
  } else {
    if (to >= 0) unreserve(world, to);
    displace(world, container);
  }
  if (from >= 0 && isOpen(world, from)) roomGrew(world, groupOf(world, from));
}

/** Schedules the end of a container's stop. */
export function scheduleStop(world: World, container: number): void {
  const { containers } = world.state;
  const service = world.model.services[containers.service[container]!]!;
  let delay = drawTime(
    world,
    service.stop,
    Purpose.ContainerStop,
    container,
    containers.starts[container]!,
  );
  containers.epoch[container]! += 1;
  const host = containers.host[container]!;
  const stuck = effectOn(world, host, "drain-stuck", world.state.hosts.running[3 * host]!);
  if (stuck !== undefined) delay += stuck.until - world.queue.time;
  scheduleIn(world, delay, Event.ContainerStopped, container, containers.epoch[container]!);
}

/** Gives up on containers of a host that has been away too long; they start elsewhere. */
export function rescheduleAway(world: World, host: number): void {
  const { containers, hosts } = world.state;
  const age = world.queue.time - hosts.downSince[host]!;
  let next = Number.POSITIVE_INFINITY;
  for (let c = hosts.firstContainer[host]!; c >= 0;) {
    const following = containers.next[c]!;
    const after = world.model.services[containers.service[c]!]!.rescheduleAfter;
    if (after <= age) displace(world, c);
    else if (after < next) next = after;
    c = following;
  }
  schedule(
    world,
    hosts.downSince[host]! + next,
    Event.Reschedule,
    host,
    hosts.lifeEpoch[host]! | 0,
  );
}
