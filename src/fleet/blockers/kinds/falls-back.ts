import { HostFlag } from "../../state/host-columns.js";
import { hasFlag } from "../../state/host-flags.js";
import { counted, defineBlocker } from "../blocker.js";
import { isIdle, wantedBy } from "../wanted.js";

/** It takes the release again and again and does not keep it. */
export const fallsBack = defineBlocker({
  kind: "falls-back",
  doc: "The host has taken the release and fallen back to the old one: it will try again, with the same end so far.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { world } = look;
    if (!isIdle(look, host) || !hasFlag(world, host, HostFlag.FellBack)) return undefined;
    return {
      release: wantedBy(look, host),
      figures: { crashes: world.state.hosts.crashes[host]! },
    };
  },
  says: ({ hostName, figures: { crashes } }) =>
    `${hostName} has fallen back to its old release${crashes! > 0 ? ` after ${counted(crashes!, "failed boot")}` : ""}`,
  remedy: ({ release }) => `what makes ${release} fail there mended, or a newer release`,
});
