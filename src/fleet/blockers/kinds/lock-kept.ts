import { HostFlag } from "../../state/host-columns.js";
import { hasFlag } from "../../state/host-flags.js";
import { type HostPhase, isUp, isWell } from "../../state/phases.js";
import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";

/** A host that is done keeps the lock all the same. */
export const lockKept = defineBlocker({
  kind: "lock-kept",
  doc: "The holder of the reboot lock is done and keeps it: it is not well, has fallen back, or never gives it back.",
  isPlan: false,
  of: "holder",
  find({ world }, host) {
    const { hosts, groups } = world.state;
    const { gate } = groups[groupOf(world, host)]!;
    const phase = hosts.phase[host]! as HostPhase;
    return {
      by: gate.releaseAt,
      figures: {
        well: Number(isWell(phase)),
        up: Number(isUp(phase)),
        fellBack: Number(hasFlag(world, host, HostFlag.FellBack)),
      },
      since: hosts.stepSince[host]!,
    };
  },
  says({ hostName, by, figures: { well, fellBack } }) {
    if (by === "never") return `${hostName} never gives the reboot lock back`;
    if (fellBack === 1)
      return `${hostName} has fallen back to its old release and keeps the reboot lock`;
    if (well === 0) return `${hostName} is not well, and keeps the reboot lock until it is`;
    return `${hostName} is up and keeps the reboot lock`;
  },
  remedy: ({ hostName, by, figures: { well } }) =>
    by !== "never" && well === 0
      ? `${hostName} well again, or the lock taken from it (\`lockTtl\`, \`unlockAfter\`)`
      : `the lock taken from ${hostName} (\`lockTtl\`, or by hand)`,
});
