import { lastingOn } from "../../effects/lasting-effects.js";
import { HostFlag } from "../../state/host-columns.js";
import { hasFlag } from "../../state/host-flags.js";
import { isUnappliable } from "../../update/payload.js";
import { defineBlocker, faultOf } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** What was downloaded cannot be installed. */
export const installFails = defineBlocker({
  kind: "install-fails",
  doc: "The release cannot be installed on the host, however often it is tried: the payload does not apply there, the disk is full, or packages are half-configured.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { world } = look;
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer === undefined) return undefined;
    const { release } = offer;
    const fault = Math.max(
      lastingOn(world, host, "install-fails", release),
      lastingOn(world, host, "disk-full", release),
    );
    const half = hasFlag(world, host, HostFlag.HalfConfigured);
    if (!isUnappliable(world, host, release) && fault < 0 && !half) return undefined;
    const effect = world.model.faults[fault];
    return {
      release,
      fault,
      figures: { failures: world.state.hosts.agentFailures[host]!, half: Number(half) },
      ...(effect === undefined ? {} : { until: effect.until }),
    };
  },
  says(blocker) {
    const { hostName, release, figures } = blocker;
    return figures["half"] === 1
      ? `packages on ${hostName} are half-configured${faultOf(blocker)}`
      : `${release} cannot be installed on ${hostName}${faultOf(blocker)}`;
  },
  remedy: ({ hostName }) => `a payload that applies on ${hostName}, or somebody who mends it`,
});
