import { UpdateStage } from "../../state/host-columns.js";
import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";

/** Nothing ever reboots the host. */
export const noAutomaticReboot = defineBlocker({
  kind: "no-automatic-reboot",
  doc: "The update is installed and needs a reboot, and nothing but a person reboots the host.",
  isPlan: true,
  of: "waiting",
  find({ world, targets, holdsBack }, host) {
    const { hosts, groups } = world.state;
    const group = groupOf(world, host);
    if (hosts.updateStage[host] !== UpdateStage.Staged) return undefined;
    if (groups[group]!.gate.automatic) return undefined;
    const hold = holdsBack(group, targets[group]!).find(({ why }) => why === "patch-day");
    return {
      release: hosts.target[host]!,
      since: hosts.stepSince[host]!,
      ...(hold?.until === undefined ? {} : { until: hold.until }),
    };
  },
  says: ({ hostName, release }) =>
    `${hostName} has installed ${release ?? "an update"} and waits for somebody to reboot it: the policy does not`,
  remedy: () => "reboots that the policy orders (`reboot.kind`), or a patch day",
});
