import { BootOutcome } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords } from "./wording.js";

interface State {
  /** Of each slot, two a host: boots that failed since it was written, or -1 where it is proven. */
  readonly failed: Int16Array;
  /** Release that each host runs whole. */
  readonly runs: Int16Array;
}

/**
 * A loader that counts gives a new image so many tries and no more. What people or the agent put back counts as proven: no
 * transition tells of their mark.
 */
export const trialBootsCounted = defineInvariant<State>({
  name: "trial-boots-counted",
  doc: "No new image fails to boot more often than the loader has tries for it, where boots are counted and tries are not given anew.",
  start: ({ hosts }) => ({
    failed: new Int16Array(2 * hosts).fill(-1),
    runs: new Int16Array(hosts).fill(-1),
  }),
  on: {
    RunningRelease({ runs }, { subject, to }) {
      runs[subject] = to;
      return undefined;
    },
    SlotWritten({ failed, runs }, { subject, from: slot, to: release }) {
      failed[2 * subject + slot] = release > runs[subject]! ? 0 : -1;
      return undefined;
    },
    MarkedGood({ failed }, { subject, from: slot }) {
      failed[2 * subject + slot] = -1;
      return undefined;
    },
    RepairBegan: ({ failed }, { subject }) => forget(failed, subject),
    RebootChosen({ failed, runs }, { subject, to: release }) {
      return release <= runs[subject]! ? forget(failed, subject) : undefined;
    },
    BootAttempt({ failed }, { subject, from: slot, to }, facts) {
      const { tries } = facts.groups[facts.groupOf[subject]!]!;
      const at = 2 * subject + slot;
      if (tries === 0 || failed[at]! < 0) return undefined;
      if (to !== BootOutcome.Panicked && to !== BootOutcome.Hung) return undefined;
      failed[at]! += 1;
      if (failed[at]! <= tries) return undefined;
      return `${hostInWords(facts, subject)} has failed to boot slot ${slot} ${failed[at]!} times, and its loader has ${tries} tries for a new image`;
    },
  },
});

function forget(failed: Int16Array, host: number): undefined {
  failed.fill(-1, 2 * host, 2 * host + 2);
  return undefined;
}
