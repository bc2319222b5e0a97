import type { FleetFacts } from "../fleet/state/model.js";
import { HostPhase, hostPhaseNames } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { initialReleases } from "./releases-move-forward.js";
import { hostInWords, releaseInWords } from "./wording.js";

interface State {
  /** Of each host. */
  readonly phase: Uint8Array;
  /** Release that each host runs whole. */
  readonly runs: Int16Array;
  /** Release in each slot, two slots a host. */
  readonly slots: Int16Array;
  /** Of each host: the release that was marked good last. */
  readonly good: Int16Array;
}

/** Only what is up can be called good, and what was called good is not given up by a loader. */
export const markedGoodWhileUp = defineInvariant<State>({
  name: "marked-good-while-up",
  doc: "A slot is marked good only while its host runs what is in it, userland and all; a loader falls back only from what was not marked good since it was installed.",
  start: (facts) => ({
    phase: new Uint8Array(facts.hosts),
    runs: initialReleases(facts),
    slots: slotsAtFirst(facts),
    good: new Int16Array(facts.hosts).fill(-2),
  }),
  on: {
    HostPhase({ phase }, { subject, to }) {
      phase[subject] = to;
      return undefined;
    },
    RunningRelease({ runs }, { subject, to }) {
      runs[subject] = to;
      return undefined;
    },
    SlotWritten({ slots, good }, { subject, from, to }) {
      slots[2 * subject + from] = to;
      if (good[subject] === to) good[subject] = -2;
      return undefined;
    },
    MarkedGood({ phase, runs, slots, good }, { subject, from, to }, facts) {
      good[subject] = to;
      const where = phase[subject]! as HostPhase;
      if (!isUserlandUp(where)) {
        return `${hostInWords(facts, subject)} marks ${releaseInWords(facts, to)} good while it is ${hostPhaseNames[where]}`;
      }
      if (slots[2 * subject + from] === to && runs[subject] === to) return undefined;
      return `${hostInWords(facts, subject)} marks slot ${from} good as ${releaseInWords(facts, to)}, holds ${releaseInWords(facts, slots[2 * subject + from]!)} there and runs ${releaseInWords(facts, runs[subject]!)}`;
    },
    Fallback({ good }, { subject, from, to }, facts) {
      if (from === to) return `${hostInWords(facts, subject)} falls back to what it gives up`;
      if (good[subject] !== from) return undefined;
      return `${hostInWords(facts, subject)} falls back from ${releaseInWords(facts, from)}, which was marked good`;
    },
  },
});

function slotsAtFirst(facts: FleetFacts): Int16Array {
  const runs = initialReleases(facts);
  return Int16Array.from({ length: 2 * facts.hosts }, (_, slot) => runs[slot >> 1]!);
}

function isUserlandUp(phase: HostPhase): boolean {
  return (
    phase <= HostPhase.Draining || (phase >= HostPhase.Runtime && phase <= HostPhase.FallenBack)
  );
}
