import { defineBlocker } from "../blocker.js";
import { isIdle, wantedBy } from "../wanted.js";

/** The host has been burnt by the release. */
export const refusedByHost = defineBlocker({
  kind: "refused-by-host",
  doc: "The host does not take the release again: it fell back from it (quarantine), failed a deployment of it, or people keep it off after a repair.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const wanted = wantedBy(look, host);
    if (!isIdle(look, host) || look.world.state.hosts.refused[host] !== wanted) return undefined;
    return { release: wanted };
  },
  says: ({ hostName, release }) =>
    `${hostName} will not take ${release} again: it has failed there`,
  remedy: ({ hostName, release }) =>
    `a newer release than ${release}, or ${hostName} let try again`,
});
