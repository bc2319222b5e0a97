import { defineBlocker } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** From what the host runs no update leads on. */
export const deadEnd = defineBlocker({
  kind: "dead-end",
  doc: "The host runs a release that is a dead end: it is offered nothing any more.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const runs = look.world.state.hosts.release[host]!;
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer?.from.except.includes(runs) !== true) return undefined;
    return { release: runs };
  },
  says: ({ hostName, release }) =>
    `${hostName} runs ${release}, which is a dead end: nothing is offered to it`,
  remedy: ({ hostName }) => `${hostName} installed anew`,
});
