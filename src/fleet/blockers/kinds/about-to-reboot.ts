import { UpdateStage } from "../../state/host-columns.js";
import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";

/** Staged, and nothing stands in its way: it asks, or has been let, and acts on it shortly. */
export const aboutToReboot = defineBlocker({
  kind: "about-to-reboot",
  doc: "The host has its update and may reboot: it asks the next time its agent does.",
  isPlan: false,
  of: "both",
  find({ world }, host) {
    const { hosts, groups } = world.state;
    if (hosts.updateStage[host] !== UpdateStage.Staged) return undefined;
    const { delay, delaySpread } = groups[groupOf(world, host)]!.gate;
    return {
      release: hosts.target[host]!,
      figures: { within: delay + delaySpread },
      since: hosts.stepSince[host]!,
    };
  },
  says: ({ hostName, release }) =>
    `${hostName} has installed ${release ?? "an update"} and is about to ask for its reboot`,
  remedy: () => "nothing but time",
});
