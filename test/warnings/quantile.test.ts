import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, type DistributionConfig } from "../../src/random/distribution.js";
import { quantileOf } from "../../src/warnings/quantile.js";

const configs: readonly DistributionConfig[] = [
  { dist: "constant", value: 7 },
  { dist: "uniform", min: 2, max: 9 },
  { dist: "exponential", mean: 5 },
  { dist: "lognormal", median: 3, p95: 12 },
  { dist: "weibull", shape: 0.7, scale: 4 },
  { dist: "triangular", min: 1, mode: 2, max: 6 },
  { dist: "empirical", values: [1, 5, 9], weights: [1, 2, 1] },
];

describe("a single quantile", () => {
  it.each(configs)("is that of the variate: $dist", (config) => {
    const variate = compile(config);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (thousandths) => {
        const u = thousandths / 1_000;
        const exact = variate.at(u);
        expect(Math.abs(quantileOf(config, u) / exact - 1)).toBeLessThan(2e-4);
      }),
      { numRuns: 200 },
    );
  });
});
