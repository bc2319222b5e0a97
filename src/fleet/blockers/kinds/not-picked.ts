import { UpdateStage, HostFlag } from "../../state/host-columns.js";
import { hasFlag } from "../../state/host-flags.js";
import { coordinatorOf } from "../../reboot/coordinators/index.js";
import { mayBePicked } from "../../reboot/controller-nodes.js";
import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";

/** The controller passes the host over. */
export const notPicked = defineBlocker({
  kind: "not-picked",
  doc: "The controller that decides over reboots passes the host over: its marks say that it is not to be rebooted, or is on its way.",
  isPlan: false,
  of: "waiting",
  find({ world }, host) {
    const { hosts, groups } = world.state;
    const { gate } = groups[groupOf(world, host)]!;
    const staged = hosts.updateStage[host] === UpdateStage.Staged;
    if (!staged || !coordinatorOf(gate).asksForAll || mayBePicked(world, host)) return undefined;
    return {
      figures: { holds: Number(hasFlag(world, host, HostFlag.HoldsLock)) },
      since: hosts.stepSince[host]!,
    };
  },
  says: ({ hostName, figures: { holds } }) =>
    holds === 1
      ? `${hostName} has been picked and has not begun`
      : `the controller does not pick ${hostName}`,
  remedy: ({ hostName }) => `somebody who looks at ${hostName}`,
});
