import { HostFlag, Trouble } from "../state/host-columns.js";
import { hasFlag } from "../state/host-flags.js";
import { HostPhase, type Cause, ContainerPhase, isUp } from "../state/phases.js";
import { enterRoom, hasRoom, leaveRoom } from "./room.js";
import { TransitionKind } from "../state/transitions.js";
import { emit, type World } from "../state/world.js";

/** Counts one container more or less against a host's capacity, keeping the room lists right. */
function adjustUsed(world: World, host: number, by: 1 | -1): void {
  const listed = hasRoom(world, host);
  if (listed) leaveRoom(world, host);
  world.state.hosts.used[host]! += by;
  if (listed || isOpen(world, host)) enterRoom(world, host);
}

/** Whether new containers may be put on a host: up, healthy, neither leaving nor cordoned. */
export function isOpen(world: World, host: number): boolean {
  const { phase, trouble, runtimeUp, bridgeless, cutClients } = world.state.hosts;
  return (
    (phase[host] === HostPhase.Serving || phase[host] === HostPhase.FallenBack) &&
    !hasFlag(world, host, HostFlag.Cordoned) &&
    // A scheduler does not know that a host that is up will crash again.
    (trouble[host]! & ~(Trouble.Crashing | Trouble.Restarting)) === 0 &&
    runtimeUp[host] === 1 &&
    bridgeless[host] === 0 &&
    cutClients[host] === 0
  );
}

/** Keeps room on a host for a container that is on its way. */
export function reserve(world: World, host: number): void {
  adjustUsed(world, host, 1);
}

/** Gives kept room back. */
export function unreserve(world: World, host: number): void {
  adjustUsed(world, host, -1);
}

/** Takes a container off its host's list; its room becomes free. */
export function unlink(world: World, container: number): void {
  const { containers, hosts, placed, room } = world.state;
  const host = containers.host[container]!;
  const before = containers.previous[container]!;
  const after = containers.next[container]!;
  if (before >= 0) containers.next[before] = after;
  else hosts.firstContainer[host] = after;
  if (after >= 0) containers.previous[after] = before;
  containers.host[container] = -1;
  containers.next[container] = -1;
  containers.previous[container] = -1;
  placed[containers.service[container]! * room.zones + world.facts.zoneOf[host]!]! -= 1;
  unreserve(world, host);
}

/** Puts a container on a host's list, in room that has been reserved for it. */
export function link(world: World, container: number, host: number): void {
  const { containers, hosts, placed, room } = world.state;
  const head = hosts.firstContainer[host]!;
  containers.host[container] = host;
  containers.next[container] = head;
  containers.previous[container] = -1;
  if (head >= 0) containers.previous[head] = container;
  hosts.firstContainer[host] = container;
  placed[containers.service[container]! * room.zones + world.facts.zoneOf[host]!]! += 1;
}

/** Moves a container to `to`, where room is reserved for it, or to no host (-1), and says so. */
export function relocate(world: World, container: number, to: number): void {
  const from = world.state.containers.host[container]!;
  if (from >= 0) unlink(world, container);
  if (to >= 0) link(world, container, to);
  emit(world, TransitionKind.ContainerMoved, container, from, to);
}

/** Whether containers can run on a host at this moment. */
export function canRun(world: World, host: number): boolean {
  const { phase, trouble, runtimeUp, bridgeless } = world.state.hosts;
  return (
    isUp(phase[host]! as HostPhase) &&
    runtimeUp[host] === 1 &&
    (trouble[host]! & BLOCKS_START) === 0 &&
    bridgeless[host] === 0
  );
}
/** Trouble.Bridge | Trouble.Runtime. */
const BLOCKS_START = 3;

/** Changes the phase of a container and everything that is counted by it. */
export function setContainerPhase(
  world: World,
  container: number,
  phase: ContainerPhase,
  cause: Cause,
): void {
  const { containers, hosts, serving } = world.state;
  const from = containers.phase[container]! as ContainerPhase;
  const before = containers.cause[container]! as Cause;
  if (from === phase && before === cause) return;
  containers.phase[container] = phase;
  containers.cause[container] = cause;
  const host = containers.host[container]!;
  if (from !== phase) {
    const service = containers.service[container]!;
    if (from === ContainerPhase.Serving) serving[service]! -= 1;
    else if (phase === ContainerPhase.Serving) serving[service]! += 1;
    if (from === ContainerPhase.Starting) hosts.starting[host]! -= 1;
    else if (phase === ContainerPhase.Starting) hosts.starting[host]! += 1;
  }
  emit(world, TransitionKind.ContainerPhase, container, from, phase, cause, before);
}
