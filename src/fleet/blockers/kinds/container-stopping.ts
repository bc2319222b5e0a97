import { lastingOn } from "../../effects/lasting-effects.js";
import { ContainerPhase } from "../../state/phases.js";
import { counted, defineBlocker, faultOf } from "../blocker.js";
import { isDraining } from "../containers-on.js";

/** Containers that were told to stop and have not yet. */
export const containerStopping = defineBlocker({
  kind: "container-stopping",
  doc: "The host is being drained, and containers on it that were told to stop have not done so.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    if (!isDraining(world, host)) return undefined;
    const { containers, hosts } = world.state;
    const stopping: number[] = [];
    for (let c = hosts.firstContainer[host]!; c >= 0; c = containers.next[c]!) {
      if (containers.phase[c] === ContainerPhase.Stopping) stopping.push(c);
    }
    if (stopping.length === 0) return undefined;
    return {
      service: containers.service[stopping[0]!]!,
      fault: lastingOn(world, host, "drain-stuck", hosts.running[3 * host]!),
      figures: { containers: stopping.length },
      since: hosts.stepSince[host]!,
    };
  },
  says: (blocker) =>
    `${blocker.hostName} is being drained and waits for ${counted(blocker.figures["containers"]!, "container")} to stop, of ${blocker.service} first${faultOf(blocker)}`,
  remedy: ({ service }) =>
    `containers of ${service} that stop when told, or a drain that ends (\`timeout\`)`,
});
