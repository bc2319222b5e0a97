import { HostPhase } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords } from "./wording.js";

/** A host that shows that it fell back has done so. */
export const fallenBackAfterFallback = defineInvariant<Uint8Array>({
  name: "fallen-back-after-fallback",
  doc: "A host is in the phase fallen back only after its loader went back, and before the next release is marked good.",
  // Of each host: 1 from a fallback to the next mark.
  start: ({ hosts }) => new Uint8Array(hosts),
  on: {
    Fallback(back, { subject }) {
      back[subject] = 1;
      return undefined;
    },
    MarkedGood(back, { subject }) {
      back[subject] = 0;
      return undefined;
    },
    HostPhase(back, { subject, to }, facts) {
      if (to !== HostPhase.FallenBack || back[subject] === 1) return undefined;
      return `${hostInWords(facts, subject)} rests in fallen back, and its loader has not gone back`;
    },
  },
});
