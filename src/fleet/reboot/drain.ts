import { disruptionsAllowed } from "../../systems/kubernetes/disruption-budget.js";
import { Eviction, evictionAnswer, PodBit } from "../../systems/kubernetes/eviction.js";
import { effectOn } from "../effects/lasting-effects.js";
import { beginReboot } from "../boot/boot.js";
import { Event } from "../state/events.js";
import { HostFlag, UpdateStage } from "../state/host-columns.js";
import { clearFlag, hasFlag, setFlag } from "../state/host-flags.js";
import { setHostPhase } from "../state/host-phase.js";
import { releaseLock } from "./lock.js";
import { reserve, setContainerPhase } from "../containers/container-lists.js";
import { Cause, ContainerPhase, HostPhase } from "../state/phases.js";
import { displace, scheduleStop } from "../containers/placement.js";
import { findRoom } from "../containers/room.js";
import { restingCause, restingPhase } from "../people/trouble.js";
import { groupOf, scheduleIn, type World } from "../state/world.js";

/** Moves the containers of a host elsewhere before it reboots, as far as disruption budgets and room allow. */

/** Begins to drain a host. */
export function beginDrain(world: World, host: number): void {
  const { hosts } = world.state;
  hosts.updateStage[host] = UpdateStage.Rebooting;
  hosts.stepSince[host] = world.queue.time;
  hosts.lifeEpoch[host]! += 1;
  setFlag(world, host, HostFlag.Cordoned);
  setHostPhase(world, host, HostPhase.Draining, Cause.Planned);
  tryDrain(world, host);
}

/** One try at a drain, as long as the rule gives it. */
function tryDrain(world: World, host: number): void {
  const { hosts, groups } = world.state;
  const { drain } = groups[groupOf(world, host)]!.gate;
  clearFlag(world, host, HostFlag.DrainStuck);
  scheduleIn(world, drain.timeout, Event.DrainTimeout, host, hosts.lifeEpoch[host]! | 0);
  continueDrain(world, host);
}

/** Evicts what can be evicted now; the host reboots once nothing holds it, and otherwise tries again when something moves. */
export function continueDrain(world: World, host: number): void {
  const { hosts, containers, groups } = world.state;
  if (hosts.phase[host] !== HostPhase.Draining || hasFlag(world, host, HostFlag.DrainStuck)) return;
  let held = false;
  for (let c = hosts.firstContainer[host]!; c >= 0;) {
    const following = containers.next[c]!;
    if (containers.phase[c] !== ContainerPhase.Stopping && !evict(world, c)) held = true;
    c = following;
  }
  if (held) {
    const { drains } = groups[groupOf(world, host)]!;
    if (!drains.includes(host)) drains.push(host);
  } else if (isDrained(world, host)) beginReboot(world, host);
}

/**
 * Starts to move one container. What does not serve and has no room elsewhere stays, and holds nothing up.
 *
 * @returns false when its budget, or a lack of room for what serves, holds the drain up.
 */
function evict(world: World, container: number): boolean {
  const { containers } = world.state;
  const host = containers.host[container]!;
  if (
    effectOn(world, host, "evictions-refused", world.state.hosts.running[3 * host]!) !== undefined
  )
    return false;
  if (evictionOf(world, container) !== Eviction.Done) return false;
  const serves = containers.phase[container] === ContainerPhase.Serving;
  const to = findRoom(world, containers.service[container]!);
  if (to < 0) return !serves;
  if (!serves) {
    displace(world, container);
    return true;
  }
  reserve(world, to);
  containers.destination[container] = to;
  setContainerPhase(world, container, ContainerPhase.Stopping, Cause.Planned);
  scheduleStop(world, container);
  return true;
}

/** What Kubernetes would answer: an eviction that is refused for good holds a drain up as one that is refused for now does. */
function evictionOf(world: World, container: number): Eviction {
  const { containers, serving } = world.state;
  const service = containers.service[container]!;
  const { budgets, replicas, minAvailable } = world.model.services[service]!;
  const healthy = serving[service]!;
  const allowed = disruptionsAllowed(replicas, healthy, minAvailable);
  const bits = podBits(containers.phase[container]! as ContainerPhase);
  return evictionAnswer(bits, budgets, allowed, healthy, minAvailable);
}

/** A container in the words of Kubernetes: one that waits to be started again runs, but is not ready. */
export function podBits(phase: ContainerPhase): number {
  if (phase === ContainerPhase.Serving) return PodBit.Ready;
  if (phase === ContainerPhase.Starting || phase === ContainerPhase.Pending) return PodBit.Pending;
  return phase === ContainerPhase.Failed ? PodBit.Terminal : 0;
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

/**
 * A drain has taken too long: the host reboots with what is still on it, gives up for now, or stays as it is: cordoned, and with
 * the lock, until the next try.
 */
export function onDrainTimeout(world: World, host: number): void {
  const { hosts, groups } = world.state;
  if (hosts.phase[host] !== HostPhase.Draining) return;
  const { drain } = groups[groupOf(world, host)]!.gate;
  if (hasFlag(world, host, HostFlag.DrainStuck)) {
    tryDrain(world, host);
    return;
  }
  switch (drain.atTimeout) {
    case "reboot":
      beginReboot(world, host);
      return;
    case "stuck":
      setFlag(world, host, HostFlag.DrainStuck);
      scheduleIn(world, drain.retry, Event.DrainTimeout, host, hosts.lifeEpoch[host]! | 0);
      return;
    case "give-up":
      hosts.updateStage[host] = UpdateStage.Staged;
      hosts.lifeEpoch[host]! += 1;
      clearFlag(world, host, HostFlag.Cordoned);
      setHostPhase(world, host, restingPhase(world, host), restingCause(world, host, Cause.Defect));
      releaseLock(world, host);
      scheduleIn(world, drain.retry, Event.AskReboot, host, hosts.updateEpoch[host]!);
  }
}
