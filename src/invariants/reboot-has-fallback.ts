import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

/** An `ab` host does not bet on a slot that nobody has booted without another one to go back to. */
export const rebootHasFallback = defineInvariant<null>({
  name: "reboot-has-fallback",
  doc: "No host that counts boots (ab) chooses a reboot into an unproven slot without another bootable one.",
  accuses: "policy",
  start: () => null,
  on: {
    RebootChosen(_, { subject, from, to, cause, detail }, facts) {
      if (cause !== 1 || detail === 1) return undefined;
      return `${hostInWords(facts, subject)} chose to reboot into slot ${from} with ${releaseInWords(facts, to)}, unproven, and has no other bootable slot`;
    },
  },
});
