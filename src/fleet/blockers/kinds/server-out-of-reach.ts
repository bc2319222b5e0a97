import { lastingEverywhere } from "../../effects/lasting-effects.js";
import { defineBlocker, faultOf } from "../blocker.js";
import { cutOf } from "../cut-links.js";

/** The update server cannot be reached. */
export const serverOutOfReach = defineBlocker({
  kind: "server-out-of-reach",
  doc: "The update server is down, or the link of the host to it is cut.",
  isPlan: false,
  of: "waiting",
  find({ world }, host) {
    const { hosts, serverDown } = world.state;
    const isCut = hosts.cutServer[host]! > 0;
    if (!isCut && serverDown === 0) return undefined;
    const outage = lastingEverywhere(world, "server-down");
    const whole = outage === undefined ? -1 : world.model.faults.indexOf(outage);
    const fault = isCut ? cutOf(world, host, "update-server") : whole;
    const effect = world.model.faults[fault];
    return {
      fault,
      figures: { down: Number(!isCut) },
      ...(effect === undefined ? {} : { since: effect.from, until: effect.until }),
    };
  },
  says: (blocker) =>
    blocker.figures["down"] === 1
      ? `the update server is down${faultOf(blocker)}`
      : `${blocker.hostName} cannot reach the update server${faultOf(blocker)}`,
  remedy: () => "the update server, or the link to it",
});
