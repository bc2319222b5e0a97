import { Purpose } from "../../random/purposes.js";
import { Event } from "../state/events.js";
import { HostFlag } from "../state/host-columns.js";
import { setFlag } from "../state/host-flags.js";
import { displace, refreshRoom } from "./placement.js";
import { Cause, ContainerPhase } from "../state/phases.js";
import { leaveRoom } from "./room.js";
import { setContainerPhase } from "./container-lists.js";
import { addTrouble } from "../people/trouble.js";
import { refreshReach, stopAll } from "./workload.js";
import { drawTime, groupOf, scheduleIn, type World } from "../state/world.js";

/** The container runtime of a host and its bridge: a health of their own, apart from the host's. */

/** Whether running containers outlive the daemon: rkt has none, containerd leaves them to shims, docker must be told. */
export function containersOutlive(world: World, host: number): boolean {
  const { runtime } = world.model.groups[groupOf(world, host)]!;
  return runtime.kind !== "docker" || runtime.liveRestore;
}

/** Ends the runtime together with its host: nothing outlives that. */
export function stopRuntime(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  hosts.runtimeUp[host] = 0;
  hosts.daemonEpoch[host]! += 1;
  stopAll(world, host, cause);
}

/** Restarts the daemon of a host that stays up; whether its containers notice depends on the runtime. */
export function restartDaemon(world: World, host: number, cause: Cause): void {
  const { hosts } = world.state;
  const { runtime } = world.model.groups[groupOf(world, host)]!;
  hosts.runtimeUp[host] = 0;
  const epoch = (hosts.daemonEpoch[host]! += 1);
  refreshRoom(world, host);
  if (!containersOutlive(world, host)) stopAll(world, host, cause);
  const delay = drawTime(
    world,
    runtime.restart,
    Purpose.DaemonRestart,
    host,
    hosts.daemonStarts[host]!,
  );
  scheduleIn(world, delay, Event.DaemonUp, host, epoch & 0xffff);
}

/**
 * A defect breaks the bridge or the runtime of a host that is up: nothing starts, and without a bridge nothing is reached.
 *
 * @param always whether the host would be hit at every start: then a restart does not help.
 */
export function breakRuntime(world: World, host: number, bit: number, always: boolean): void {
  addTrouble(world, host, bit, Cause.Defect);
  if (always) setFlag(world, host, HostFlag.NeedsRevert);
  blameStarting(world, host);
  refreshReach(world, host, Cause.Defect);
  refreshRoom(world, host);
}

/** Containers that were about to start cannot: the defect is to blame from here on. */
function blameStarting(world: World, host: number): void {
  const { containers, hosts } = world.state;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    const phase = containers.phase[c]!;
    if (phase !== ContainerPhase.Waiting && phase !== ContainerPhase.Starting) continue;
    containers.epoch[c]! += 1;
    setContainerPhase(world, c, ContainerPhase.Waiting, Cause.Defect);
  }
}

/** Sets the share of a host's capacity that is lost; containers that no longer fit must go elsewhere. */
export function setCapacity(world: World, host: number, lost: number): void {
  const { hosts, containers } = world.state;
  const capacity = Math.floor(world.model.groups[groupOf(world, host)]!.capacity * (1 - lost));
  if (capacity === hosts.capacity[host]) return;
  leaveRoom(world, host);
  hosts.capacity[host] = capacity;
  let over = hosts.used[host]! - capacity;
  for (let c = hosts.firstContainer[host]!; c >= 0 && over > 0; over--) {
    const following = containers.next[c]!;
    if (containers.phase[c] !== ContainerPhase.Stopping) {
      setContainerPhase(world, c, ContainerPhase.Waiting, Cause.Defect);
      displace(world, c);
    }
    c = following;
  }
  refreshRoom(world, host);
}
