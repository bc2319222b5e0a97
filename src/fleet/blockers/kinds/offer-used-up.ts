import { counted, defineBlocker } from "../blocker.js";
import { isIdle, wantedOffer } from "../wanted.js";

/** The release was offered to so many hosts, and they have it. */
export const offerUsedUp = defineBlocker({
  kind: "offer-used-up",
  doc: "The policy offers the release to a set number of hosts, and so many have taken it.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    const offer = wantedOffer(look, host);
    if (!isIdle(look, host) || offer === undefined || offer.granted < offer.total) return undefined;
    return { release: offer.release, figures: { granted: offer.granted, total: offer.total } };
  },
  says: ({ release, figures: { granted, total } }) =>
    `${release} is offered to ${counted(total!, "host")} of the group in all, and ${granted} have taken it`,
  remedy: () => "a higher limit (`offer.max`)",
});
