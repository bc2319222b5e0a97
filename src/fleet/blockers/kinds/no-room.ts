import { ContainerPhase } from "../../state/phases.js";
import { counted, defineBlocker } from "../blocker.js";
import { containersOn, drainingSince, hasRoomInGroup, isDraining } from "../containers-on.js";
import { groupOf } from "../../state/world.js";

/** Nowhere to move a container that serves. */
export const noRoom = defineBlocker({
  kind: "no-room",
  doc: "The host is being drained, and no other host of the group has room for its containers.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const group = groupOf(world, host);
    if (!isDraining(world, host) || hasRoomInGroup(world, group)) return undefined;
    const { containers } = world.state;
    const serving = [...containersOn(world, host)].filter(
      (container) => containers.phase[container] === ContainerPhase.Serving,
    );
    if (serving.length === 0) return undefined;
    const { first, hosts, capacity } = world.model.groups[group]!;
    let used = 0;
    for (let other = first; other < first + hosts; other++) used += world.state.hosts.used[other]!;
    const since = drainingSince(world, host);
    return {
      service: containers.service[serving[0]!]!,
      figures: { containers: serving.length, used, capacity: hosts * capacity },
      ...(since === undefined ? {} : { since }),
    };
  },
  says: ({ hostName, service, figures }) =>
    `${hostName} cannot be drained: no host has room for its ${counted(figures["containers"]!, "container")}, of ${service} first`,
  remedy: () =>
    "spare hosts or capacity for the containers of one host more, or a drain that ends (`timeout`)",
});
