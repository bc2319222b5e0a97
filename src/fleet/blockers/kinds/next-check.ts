import { DAY } from "../../../support/time.js";
import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";
import { isIdle, wantedBy } from "../wanted.js";

/** Nothing is in its way: it takes the release when its agent checks next. */
export const nextCheck = defineBlocker({
  kind: "next-check",
  doc: "The host may take the release, and does when its agent checks for updates next.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const { hosts } = look.world.state;
    const at = hosts.pollAt[host]!;
    if (!isIdle(look, host) || !Number.isFinite(at)) return undefined;
    const { kind, period, jitter } = look.world.model.groups[groupOf(look.world, host)]!.agent;
    // The check was drawn when the host might take the release, and lies within one interval of that.
    const drawn = at - (kind === "daily" ? DAY : period) - jitter;
    return {
      release: wantedBy(look, host),
      since: Math.max(hosts.stepSince[host]!, drawn),
      until: at,
    };
  },
  says: ({ hostName, release }) => `${hostName} takes ${release} when its agent checks next`,
  remedy: () => "nothing but time",
});
