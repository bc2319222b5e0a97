import { Trouble } from "../state/host-columns.js";
import { ContainerPhase } from "../state/phases.js";
import { groupOf, type World } from "../state/world.js";

/** What a host asks itself before it says that a new image is good. */

/** Whether everything that the host's health check looks at is well. */
export function isHealthy(world: World, host: number): boolean {
  const { healthChecks } = world.model.groups[groupOf(world, host)]!.mechanism;
  const { trouble, bridgeless, daemonless, runtimeUp } = world.state.hosts;
  return healthChecks.every((check) => {
    switch (check) {
      case "network":
        return (trouble[host]! & Trouble.Network) === 0;
      case "runtime":
        return (
          (trouble[host]! & (Trouble.Runtime | Trouble.Bridge)) === 0 &&
          bridgeless[host] === 0 &&
          daemonless[host] === 0 &&
          runtimeUp[host] === 1
        );
      case "workload":
        return runsItsContainers(world, host);
    }
  });
}

/** Whether no container of the host has failed to start, or cannot be reached. */
function runsItsContainers(world: World, host: number): boolean {
  const { hosts, containers } = world.state;
  for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
    const phase = containers.phase[c]!;
    const failed =
      phase === ContainerPhase.BackOff ||
      phase === ContainerPhase.Failed ||
      phase === ContainerPhase.Unreachable;
    if (failed) return false;
  }
  return true;
}
