import seedrandom from "seedrandom";
import { seedKey, stream, uniform } from "../src/random/draw.js";
import { Purpose } from "../src/random/purposes.js";
import { measure, ratio, type Contender } from "./measure.js";
import type { BenchResult } from "./result.js";

const luck = stream(seedKey("draws"), Purpose.Exploration, 0);

const keyed: Contender = {
  name: "keyed uniform",
  prepare: () => {
    let occurrence = 0;
    return (operations) => {
      let sum = 0;
      for (let i = 0; i < operations; i++) sum += uniform(luck, i & 1023, occurrence++);
      return sum;
    };
  },
};

const alea: Contender = {
  name: "seedrandom alea",
  prepare: () => {
    const next = seedrandom.alea("draws");
    return (operations) => {
      let sum = 0;
      for (let i = 0; i < operations; i++) sum += next();
      return sum;
    };
  },
};

const arc4: Contender = {
  name: "seedrandom ARC4",
  prepare: () => {
    const next = seedrandom("draws");
    return (operations) => {
      let sum = 0;
      for (let i = 0; i < operations; i++) sum += next();
      return sum;
    };
  },
};

/** The keyed draw against the generators of seedrandom. */
export function draws(): BenchResult {
  const contenders = [keyed, alea, arc4];
  const timings = measure(contenders);
  return {
    subject: "draws",
    about:
      "One uniform variate; the keyed one depends on its key alone, the others on all draws before.",
    rows: timings.map((timing, index) => ({
      name: contenders[index]!.name,
      figures: {
        "M/s": 1e3 / timing.median,
        "ns each": timing.median,
        "cost × alea": 1 / ratio(timing, timings[1]!),
      },
    })),
  };
}
