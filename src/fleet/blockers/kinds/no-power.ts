import { HostPhase } from "../../state/phases.js";
import { lastingOn } from "../../effects/lasting-effects.js";
import { defineBlocker, faultOf } from "../blocker.js";

/** A host without power. */
export const noPower = defineBlocker({
  kind: "no-power",
  doc: "The host has no power.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts } = world.state;
    if (hosts.phase[host] !== HostPhase.Down || hosts.powerless[host] === 0) return undefined;
    const fault = lastingOn(world, host, "power-loss", hosts.running[3 * host]!);
    const until = fault < 0 ? undefined : world.model.faults[fault]!.until;
    return { since: hosts.downSince[host]!, fault, ...(until === undefined ? {} : { until }) };
  },
  says: (blocker) => `${blocker.hostName} has no power${faultOf(blocker)}`,
  remedy: ({ hostName }) =>
    `power for ${hostName}, or a policy that gives a lock back for a host that is down`,
});
