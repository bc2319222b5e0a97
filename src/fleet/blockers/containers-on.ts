import { NEVER, type Time } from "../../support/time.js";
import { disruptionsAllowed } from "../../systems/kubernetes/disruption-budget.js";
import { Eviction, evictionAnswer } from "../../systems/kubernetes/eviction.js";
import { podBits } from "../reboot/drain.js";
import { type ContainerPhase, ContainerPhase as Phase, HostPhase } from "../state/phases.js";
import { groupOf, type World } from "../state/world.js";

/** What the containers of a host do to its drain. */

/** Whether the drain of a host decides when it reboots: it is being drained, or will be once it may reboot. */
export function isDrainedFirst(world: World, host: number): boolean {
  return world.state.groups[groupOf(world, host)]!.gate.drain.kind === "evict";
}

/** Whether a host is being drained now. */
export function isDraining(world: World, host: number): boolean {
  return world.state.hosts.phase[host] === HostPhase.Draining;
}

/** Since when a drain has been tried without a break; undefined where it is given up and tried again, or has not begun. */
export function drainingSince(world: World, host: number): Time | undefined {
  const { timeout, atTimeout } = world.state.groups[groupOf(world, host)]!.gate.drain;
  if (!isDraining(world, host) || (timeout !== NEVER && atTimeout === "give-up")) return undefined;
  return world.state.hosts.stepSince[host]!;
}

/** Whether the host reboots in the end, whatever stays on it. */
export function rebootsAllTheSame(world: World, host: number): boolean {
  const { timeout, atTimeout } = world.state.groups[groupOf(world, host)]!.gate.drain;
  return timeout !== NEVER && atTimeout === "reboot";
}

/** The containers of a host that still run and are not stopping, in the order of a drain. */
export function* containersOn(world: World, host: number): Generator<number> {
  const { containers, hosts } = world.state;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    if (containers.phase[c] !== Phase.Stopping) yield c;
  }
}

/** What a budget says of a service now. */
export interface Budget {
  /** Evictions that it allows now. */
  readonly allowed: number;
  readonly serving: number;
  /** Containers that must serve. */
  readonly needed: number;
  readonly replicas: number;
  /** Whether it would allow none even if all served. */
  readonly never: boolean;
}

/** The budget of a service as it is now. */
export function budgetOf(world: World, service: number): Budget {
  const { replicas, minAvailable, budgets } = world.model.services[service]!;
  const serving = world.state.serving[service]!;
  return {
    allowed: budgets > 1 ? 0 : disruptionsAllowed(replicas, serving, minAvailable),
    serving,
    needed: minAvailable,
    replicas,
    never:
      budgets > 1 || (budgets === 1 && disruptionsAllowed(replicas, replicas, minAvailable) === 0),
  };
}

/** Whether the budget of a container's service refuses its eviction now. */
export function isRefused(world: World, container: number): boolean {
  const { containers } = world.state;
  const service = containers.service[container]!;
  const { budgets } = world.model.services[service]!;
  const { allowed, serving, needed } = budgetOf(world, service);
  const bits = podBits(containers.phase[container]! as ContainerPhase);
  return evictionAnswer(bits, budgets, allowed, serving, needed) !== Eviction.Done;
}

/** Whether some host of a group could take one more container. Unlike a search for the best one, it remembers nothing. */
export function hasRoomInGroup(world: World, group: number): boolean {
  const { heads, zones, largest } = world.state.room;
  const from = group * zones * (largest + 1);
  for (let list = from; list < from + zones * (largest + 1); list++) {
    if (list % (largest + 1) > 0 && heads[list]! >= 0) return true;
  }
  return false;
}
