import { groupOf } from "../../state/world.js";
import { defineBlocker } from "../blocker.js";
import { isIdle, wantedBy, wantedOffer } from "../wanted.js";

/** The policy has never offered the release. */
export const notOffered = defineBlocker({
  kind: "not-offered",
  doc: "The policy makes no offer of the release to the group: it follows another channel, or a barrier before it is not offered.",
  isPlan: false,
  of: "waiting",
  find(look, host) {
    if (!isIdle(look, host) || wantedOffer(look, host) !== undefined) return undefined;
    const wanted = wantedBy(look, host);
    const group = groupOf(look.world, host);
    return {
      release: wanted,
      by: look.world.model.groups[group]!.name,
      figures: { barrier: Number(wanted !== look.targets[group]) },
    };
  },
  says: ({ release, by, figures: { barrier } }) =>
    barrier === 1
      ? `${release} is a barrier that every host has to run first, and ${by} is not offered it`
      : `the policy does not offer ${release} to ${by}`,
  remedy: ({ release }) =>
    `an offer of ${release}: the channel that the policy follows (\`offer.channel\`)`,
});
