import { compile, type DistributionConfig } from "../src/random/distribution.js";
import { seedKey, stream, uniform } from "../src/random/draw.js";
import { Purpose } from "../src/random/purposes.js";
import { difference, measure, type Contender } from "./measure.js";
import type { BenchResult } from "./result.js";

const luck = stream(seedKey("variates"), Purpose.Exploration, 0);

const onlyUniform: Contender = {
  name: "uniform",
  prepare: () => {
    let occurrence = 0;
    return (operations) => {
      let sum = 0;
      for (let i = 0; i < operations; i++) sum += uniform(luck, i & 1023, occurrence++);
      return sum;
    };
  },
};

function variateOf(config: DistributionConfig): Contender {
  const variate = compile(config);
  return {
    name: config.dist,
    prepare: () => {
      let occurrence = 0;
      return (operations) => {
        let sum = 0;
        for (let i = 0; i < operations; i++) {
          sum += variate.at(uniform(luck, i & 1023, occurrence++));
        }
        return sum;
      };
    },
  };
}

/** What a variate costs over the uniform that it is made of. */
export function variates(): BenchResult {
  const contenders = [
    onlyUniform,
    variateOf({ dist: "exponential", mean: 60_000 }),
    variateOf({ dist: "lognormal", median: 3_000, p95: 12_000 }),
    variateOf({ dist: "weibull", shape: 0.7, scale: 60_000 }),
    variateOf({ dist: "triangular", min: 1_000, mode: 2_000, max: 9_000 }),
    variateOf({ dist: "empirical", values: [1, 2, 5, 10, 60], weights: [10, 20, 30, 30, 10] }),
  ];
  const timings = measure(contenders);
  return {
    subject: "variates",
    about: "A keyed uniform turned into a variate by inversion.",
    rows: timings.slice(1).map((timing, index) => ({
      name: contenders[index + 1]!.name,
      figures: {
        "ns each": timing.median,
        "ns over the uniform": difference(timing, timings[0]!),
      },
    })),
  };
}
