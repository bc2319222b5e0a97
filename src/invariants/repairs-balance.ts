import { defineInvariant } from "./invariant.js";
import { hostInWords } from "./wording.js";

interface State {
  /** Of each host: 1 while a crew is at work on it. */
  readonly mended: Uint8Array;
  /** Crews at work, counted here. */
  readonly crews: { busy: number };
}

/** A crew that comes goes again. */
export const repairsBalance = defineInvariant<State>({
  name: "repairs-balance",
  doc: "One crew at a time mends a host, what ends has begun, and no more crews are at work than there are.",
  start: ({ hosts }) => ({ mended: new Uint8Array(hosts), crews: { busy: 0 } }),
  on: {
    RepairBegan({ mended, crews }, { subject, to }, facts) {
      const before = mended[subject];
      mended[subject] = 1;
      crews.busy += 1;
      if (before === 1) return `${hostInWords(facts, subject)} gets a second crew`;
      if (crews.busy > facts.crews) return `crews at work are ${crews.busy}, of ${facts.crews}`;
      return miscount(crews.busy, to);
    },
    RepairEnded({ mended, crews }, { subject, to }, facts) {
      const before = mended[subject];
      mended[subject] = 0;
      crews.busy -= 1;
      if (before === 0) return `${hostInWords(facts, subject)} is left by a crew that never came`;
      return miscount(crews.busy, to);
    },
  },
});

function miscount(busy: number, told: number): string | undefined {
  return busy === told ? undefined : `crews at work are ${busy}, and a transition says ${told}`;
}
