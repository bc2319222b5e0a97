import { retryAfter, retryAllowed } from "../../../systems/brupop/back-off.js";
import { UpdateStage } from "../../state/host-columns.js";
import { groupOf } from "../../state/world.js";
import { counted, defineBlocker } from "../blocker.js";

/** Its last boots failed, and the controller makes it wait. */
export const crashBackOff = defineBlocker({
  kind: "crash-back-off",
  doc: "The last boots of the host failed, and the controller lets it try again only later and later.",
  isPlan: false,
  of: "waiting",
  find({ world, now }, host) {
    const { hosts, groups } = world.state;
    const { crashBackOff: cap } = groups[groupOf(world, host)]!.gate;
    const crashes = hosts.crashes[host]!;
    if (hosts.updateStage[host] !== UpdateStage.Staged || cap === 0 || crashes === 0)
      return undefined;
    const down = hosts.downSince[host]!;
    if (retryAllowed(now - down, crashes, cap)) return undefined;
    return { figures: { crashes }, until: down + retryAfter(crashes, cap) };
  },
  says: ({ hostName, figures: { crashes } }) =>
    `${hostName} has failed ${counted(crashes!, "boot")} and may not try again yet`,
  remedy: () => "a release that boots there, or a shorter back-off",
});
