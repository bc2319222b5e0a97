import { Purpose } from "../../random/purposes.js";
import { bootDoneIfStarted } from "../boot/done.js";
import { effectOn } from "../effects/lasting-effects.js";
import { type Carried, takeChanceOfStart } from "../defects/chances.js";
import { crashDaemon } from "../defects/crash-daemon.js";
import { crashHost } from "../defects/crash-host.js";
import { continueDrain } from "../reboot/drain.js";
import { Event } from "../state/events.js";
import { HostFlag, Trouble } from "../state/host-columns.js";
import { setFlag } from "../state/host-flags.js";
import { canRun, setContainerPhase } from "./container-lists.js";
import { Cause, ContainerPhase, HostPhase } from "../state/phases.js";
import { finishStop, startContainer, wakeDrains } from "./placement.js";
import { addTrouble } from "../people/trouble.js";
import { draw, scheduleIn, type World } from "../state/world.js";
import { isReachable } from "./workload.js";

/** The moment at which a start of a container comes to something, or to nothing. */

/** A container's start time is over. */
export function onContainerStarted(world: World, container: number): void {
  const { containers } = world.state;
  const host = containers.host[container]!;
  if (!canRun(world, host)) {
    setContainerPhase(world, container, ContainerPhase.Waiting, Cause.Fault);
    bootDoneIfStarted(world, host);
    return;
  }
  if (isStruck(world, host, container)) {
    holdBack(world, host, container, Cause.Fault);
    bootDoneIfStarted(world, host);
    return;
  }
  const defect = takeChanceOfStart(world, host, container);
  if (defect !== undefined) {
    startFailed(world, host, container, defect);
    return;
  }
  containers.failures[container] = 0;
  if (isReachable(world, host))
    setContainerPhase(world, container, ContainerPhase.Serving, Cause.Planned);
  else setContainerPhase(world, container, ContainerPhase.Unreachable, unreachableBy(world, host));
  bootDoneIfStarted(world, host);
  wakeDrains(world, world.model.services[containers.service[container]!]!.group);
}

function unreachableBy(world: World, host: number): Cause {
  return (world.state.hosts.trouble[host]! & Trouble.Network) === 0 ? Cause.Fault : Cause.Defect;
}

/** Whether a fault of the bridge hits this start. */
function isStruck(world: World, host: number, container: number): boolean {
  const effect = effectOn(world, host, "flaky-bridge", world.state.hosts.running[3 * host]!);
  if (effect === undefined) return false;
  const { starts } = world.state.containers;
  return draw(world, Purpose.FaultOfStart, container, starts[container]!) < (effect.amount ?? 1);
}

/** A container that serves dies, and is started again as one whose start has failed. */
export function crashContainer(world: World, container: number): void {
  const host = world.state.containers.host[container]!;
  world.state.containers.epoch[container]! += 1;
  holdBack(world, host, container, Cause.Fault);
}

/** A defect hits this start: it takes the host, the daemon or only this attempt with it. */
function startFailed(world: World, host: number, container: number, { kind }: Carried): void {
  if (kind.takesAlong === "host") {
    crashHost(world, host);
    return;
  }
  if (kind.takesAlong === "daemon") {
    crashDaemon(world, host);
    return;
  }
  holdBack(world, host, container, Cause.Defect);
  bootDoneIfStarted(world, host);
}

/** Tries a failed start again later, or gives the container up when its restart rule says so. */
function holdBack(world: World, host: number, container: number, cause: Cause): void {
  const { containers } = world.state;
  const { backOff, backOffCap, maxRestarts } =
    world.model.services[containers.service[container]!]!;
  const failures = Math.min(255, containers.failures[container]! + 1);
  containers.failures[container] = failures;
  if (failures > maxRestarts) {
    setContainerPhase(world, container, ContainerPhase.Failed, cause);
    if (cause === Cause.Defect) setFlag(world, host, HostFlag.NeedsRevert);
    addTrouble(world, host, Trouble.Workload, cause);
    return;
  }
  let wait = backOff;
  for (let doublings = 1; doublings < failures && wait < backOffCap; doublings++) wait *= 2;
  setContainerPhase(world, container, ContainerPhase.BackOff, cause);
  scheduleIn(
    world,
    Math.min(wait, backOffCap),
    Event.ContainerRetry,
    container,
    containers.epoch[container]!,
  );
}

/** A back-off is over. */
export function onContainerRetry(world: World, container: number): void {
  startContainer(world, container, false);
}

/** A container has stopped on a host that is being drained. */
export function onContainerStopped(world: World, container: number): void {
  const host = world.state.containers.host[container]!;
  finishStop(world, container);
  if (world.state.hosts.phase[host] === HostPhase.Draining) continueDrain(world, host);
}
