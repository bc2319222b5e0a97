import { fire } from "../lasting-effects.js";
import { refreshRoom } from "../../containers/placement.js";
import { Cause, ContainerPhase, type HostPhase, isUp } from "../../state/phases.js";
import { containersOutlive, restartDaemon } from "../../containers/runtime.js";
import { settlePhase } from "../../people/trouble.js";
import { crashContainer } from "../../containers/container-start.js";
import { groupOf, type World } from "../../state/world.js";
import { refreshReach, startAll, stopAll } from "../../containers/workload.js";
import type { EffectHandler } from "./handler.js";

/** The bridge goes, and comes back as it was. */
export const bridgeBroken: EffectHandler = {
  begin(world, host, _effect, index) {
    world.state.hosts.bridgeless[host]! += 1;
    if (isUp(world.state.hosts.phase[host]! as HostPhase)) fire(world, index);
    settlePhase(world, host, Cause.Fault);
    refreshReach(world, host, Cause.Fault);
    refreshRoom(world, host);
  },
  end(world, host) {
    world.state.hosts.bridgeless[host]! -= 1;
    settlePhase(world, host, Cause.Fault);
    refreshRoom(world, host);
    startAll(world, host);
    refreshReach(world, host, Cause.Fault);
  },
};

/** The daemon dies and cannot run before the effect ends. rkt has none to lose. */
export const runtimeCrash: EffectHandler = {
  begin(world, host, _effect, index) {
    if (!hasDaemon(world, host)) return;
    const { hosts } = world.state;
    hosts.daemonless[host]! += 1;
    if (hosts.daemonless[host]! > 1 || !isUp(hosts.phase[host]! as HostPhase)) return;
    fire(world, index);
    hosts.runtimeUp[host] = 0;
    hosts.daemonEpoch[host]! += 1;
    refreshRoom(world, host);
    if (!containersOutlive(world, host)) stopAll(world, host, Cause.Fault);
    settlePhase(world, host, Cause.Fault);
  },
  end(world, host) {
    const { hosts } = world.state;
    if (!hasDaemon(world, host)) return;
    hosts.daemonless[host]! -= 1;
    if (hosts.daemonless[host]! > 0 || !isUp(hosts.phase[host]! as HostPhase)) return;
    settlePhase(world, host, Cause.Fault);
    restartDaemon(world, host, Cause.Fault);
  },
};

/** Containers die by themselves and are started again, as the restart rule of their service has it. */
export const containerCrash: EffectHandler = {
  beginAll(world, { containers = [] }, index) {
    for (const container of containers) {
      if (world.state.containers.phase[container] !== ContainerPhase.Serving) continue;
      fire(world, index);
      crashContainer(world, container);
    }
  },
};

function hasDaemon(world: World, host: number): boolean {
  return world.model.groups[groupOf(world, host)]!.runtime.kind !== "rkt";
}
