import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

/** A host with two slots always keeps what it runs from. */
export const runningSlotNeverWritten = defineInvariant<null>({
  name: "running-slot-never-written",
  doc: "A host with two slots (ab, ostree) never writes to the slot that it runs from.",
  accuses: "policy",
  start: () => null,
  on: {
    SlotWritten(_, { subject, from, to, detail }, facts) {
      if (from !== detail) return undefined;
      const { mechanism } = facts.groups[facts.groupOf[subject]!]!;
      if (mechanism !== "ab" && mechanism !== "ostree") return undefined;
      return `${hostInWords(facts, subject)} writes ${releaseInWords(facts, to)} to slot ${from}, which it runs from`;
    },
  },
});
