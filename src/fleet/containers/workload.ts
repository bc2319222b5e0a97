import { setContainerPhase, canRun } from "./container-lists.js";
import { finishStop, startContainer } from "./placement.js";
import { Cause, ContainerPhase } from "../state/phases.js";
import { Trouble } from "../state/host-columns.js";
import type { World } from "../state/world.js";

/** The containers of one host, taken down and brought up together. */

/** What a container's downtime is put down to: an update is no excuse for one that a defect or a fault had already stopped. */
function weightier(before: Cause, now: Cause, phase: ContainerPhase): Cause {
  return phase !== ContainerPhase.Serving && now === Cause.Planned ? before : now;
}

/** Stops every container of a host at once: the host or its runtime goes away. Those that were leaving arrive elsewhere. */
export function stopAll(world: World, host: number, cause: Cause): void {
  const { containers, hosts } = world.state;
  for (let c = hosts.firstContainer[host]!; c >= 0;) {
    const following = containers.next[c]!;
    const phase = containers.phase[c]! as ContainerPhase;
    if (phase === ContainerPhase.Stopping) finishStop(world, c);
    else {
      containers.epoch[c]! += 1;
      containers.failures[c] = 0;
      const why = weightier(containers.cause[c]! as Cause, cause, phase);
      setContainerPhase(world, c, ContainerPhase.Waiting, why);
    }
    c = following;
  }
}

/** Puts another cause to the downtime of containers that wait for their host. */
export function blame(world: World, host: number, cause: Cause): void {
  const { containers, hosts } = world.state;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    if (containers.phase[c] === ContainerPhase.Waiting) {
      setContainerPhase(world, c, ContainerPhase.Waiting, cause);
    }
  }
}

/** Starts every container of a host that waits, was held back, or was given up. */
export function startAll(world: World, host: number): void {
  const { containers, hosts } = world.state;
  if (!canRun(world, host)) return;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    const phase = containers.phase[c]!;
    if (
      phase === ContainerPhase.Waiting ||
      phase === ContainerPhase.Failed ||
      phase === ContainerPhase.BackOff
    ) {
      containers.failures[c] = 0;
      startContainer(world, c, false);
    }
  }
}

/** Whether clients reach the containers of a host. */
export function isReachable(world: World, host: number): boolean {
  const { cutClients, bridgeless, trouble } = world.state.hosts;
  return (
    cutClients[host] === 0 &&
    bridgeless[host] === 0 &&
    (trouble[host]! & (Trouble.Network | Trouble.Bridge)) === 0
  );
}

/** Makes the running containers of a host unreachable, or reachable again, as the host now is. */
export function refreshReach(world: World, host: number, cause: Cause): void {
  const { containers, hosts } = world.state;
  const reachable = isReachable(world, host);
  const from = reachable ? ContainerPhase.Unreachable : ContainerPhase.Serving;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    if (containers.phase[c] !== from) continue;
    if (reachable) setContainerPhase(world, c, ContainerPhase.Serving, Cause.Planned);
    else setContainerPhase(world, c, ContainerPhase.Unreachable, cause);
  }
}
