import { NEVER } from "../../../support/time.js";
import { eligibleAt } from "../../control/offers.js";
import { rankOf } from "../../update/rank.js";
import { defineBlocker } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** Its turn comes later. */
export const turn = defineBlocker({
  kind: "turn",
  doc: "The host may take the release later: its place in the rollout is further back.",
  isPlan: true,
  of: "waiting",
  find(look, host) {
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer === undefined) return undefined;
    const at = eligibleAt(offer.schedule, rankOf(look.world, host, offer.rank, offer.release));
    if (at === NEVER || at <= look.now) return undefined;
    return { release: offer.release, until: at };
  },
  says: ({ hostName, release }) => `the turn of ${hostName} to take ${release} has not come`,
  remedy: () => "nothing but time",
});
