import { NodeMark, rebootable } from "../../systems/fluo/node-marks.js";
import { isCandidate, PoolNode } from "../../systems/mco/capacity.js";
import { HostFlag, UpdateStage } from "../state/host-columns.js";
import { hasFlag } from "../state/host-flags.js";
import { type HostPhase, isUp, isWell } from "../state/phases.js";
import { groupOf, type World } from "../state/world.js";

/** A host in the words of the controllers that decide over it. */

/** Whether a waiting host may be picked: it still wants to reboot, and is not on its way already. */
export function mayBePicked(world: World, host: number): boolean {
  return rebootable(nodeMarks(world, host)) && isCandidate(poolNode(world, host));
}

/** As the Flatcar Linux Update Operator marks it: its agent wants a reboot, the operator allows it, the agent is at it. */
function nodeMarks(world: World, host: number): number {
  const { hosts, groups } = world.state;
  const { gate } = groups[groupOf(world, host)]!;
  return (
    (hosts.updateStage[host] === UpdateStage.Staged ? NodeMark.RebootNeeded : 0) |
    (gate.automatic ? 0 : NodeMark.RebootPaused) |
    (hasFlag(world, host, HostFlag.HoldsLock) ? NodeMark.OkToReboot : 0) |
    (isUp(hosts.phase[host]! as HostPhase) ? 0 : NodeMark.RebootInProgress)
  );
}

/**
 * As OpenShift's Machine Config Operator sees it: it is sent off by being given the lock, and a host that fell back is not what it
 * was to become, as its daemon says.
 */
export function poolNode(world: World, host: number): number {
  const fellBack = hasFlag(world, host, HostFlag.FellBack);
  const waits = world.state.hosts.updateStage[host] === UpdateStage.Staged;
  return (
    (waits && !hasFlag(world, host, HostFlag.HoldsLock) ? 0 : PoolNode.Targeted) |
    (isWell(world.state.hosts.phase[host]! as HostPhase) ? PoolNode.Ready : 0) |
    (fellBack ? PoolNode.Degraded : PoolNode.AtDesired | PoolNode.Done)
  );
}
