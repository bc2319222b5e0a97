import { TransitionHash } from "../src/engine/transition-hash.js";
import { measure, type Contender } from "./measure.js";
import type { BenchResult } from "./result.js";

const transitions: Contender = {
  name: "add",
  prepare: () => {
    const hash = new TransitionHash();
    let added = 0;
    return (operations) => {
      // Local: a captured variable would be put on the heap anew whenever it changes.
      let time = 5_000_000_000 + 977 * added;
      added += operations;
      for (let i = 0; i < operations; i++) {
        time += 977;
        hash.add(time, i & 15, i & 4095, i & 7, (i + 1) & 7, i & 3, time & 65_535);
      }
      return hash.value32;
    };
  },
};

/** The rolling hash, which every transition pays. */
export function transitionHash(): BenchResult {
  const [timing] = measure([transitions]);
  return {
    subject: "transition-hash",
    about: "One transition of seven fields goes into the rolling hash of a run.",
    rows: [{ name: "add", figures: { "M/s": 1e3 / timing!.median, "ns each": timing!.median } }],
  };
}
