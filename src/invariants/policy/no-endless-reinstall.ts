import { defineInvariant } from "../invariant.js";
import { hostInWords, releaseInWords } from "../wording.js";

/** Times that a host may fall back from one release: once is news, twice may be bad luck. */
const MOST = 2;

interface State {
  /** Release that each host fell back from last, and how often. */
  readonly release: Int16Array;
  readonly times: Uint8Array;
}

/**
 * A host remembers what did not boot on it. Where nobody does, the same release is installed, booted and given up again and again
 * (coreos/bugs#327, flatcar/ue-rs#94, bottlerocket-update-operator#123, fedora-coreos-tracker#1938, mender#97).
 */
export const noEndlessReinstall = defineInvariant<State>({
  name: "no-endless-reinstall",
  doc: "No host falls back from the same release more than twice.",
  start: ({ hosts }) => ({
    release: new Int16Array(hosts).fill(-2),
    times: new Uint8Array(hosts),
  }),
  on: {
    Fallback({ release, times }, { subject, from }, facts) {
      times[subject] = release[subject] === from ? times[subject]! + 1 : 1;
      release[subject] = from;
      if (times[subject]! <= MOST) return undefined;
      return `${hostInWords(facts, subject)} falls back from ${releaseInWords(facts, from)} for the third time`;
    },
  },
});
