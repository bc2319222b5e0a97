import { describe, expect, it } from "vitest";
import { z } from "zod";
import { durationDistribution } from "../../src/random/distribution-schema.js";

const scenario = z.strictObject({ start: durationDistribution() });

/** What a scenario with this `start` is told, one line for each problem. */
function problems(start: unknown): string[] {
  const result = scenario.safeParse({ start });
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("durationDistribution", () => {
  it.each([
    ["250ms", 250],
    ["3s", 3_000],
    ["1.5h", 5_400_000],
    ["30d", 2_592_000_000],
  ])("takes %s for a constant of %d ms", (text, value) => {
    expect(scenario.parse({ start: text })).toEqual({ start: { dist: "constant", value } });
  });

  it("decodes every kind of distribution into ms", () => {
    const decoded = (start: unknown) => scenario.parse({ start }).start;
    expect(decoded({ dist: "constant", value: "3s" })).toEqual({ dist: "constant", value: 3_000 });
    expect(decoded({ dist: "uniform", min: "1s", max: "1m" })).toEqual({
      dist: "uniform",
      min: 1_000,
      max: 60_000,
    });
    expect(decoded({ dist: "exponential", mean: "1h" })).toEqual({
      dist: "exponential",
      mean: 3_600_000,
    });
    expect(decoded({ dist: "lognormal", median: "3s", p95: "12s" })).toEqual({
      dist: "lognormal",
      median: 3_000,
      p95: 12_000,
    });
    expect(decoded({ dist: "weibull", shape: 1.5, scale: "2s" })).toEqual({
      dist: "weibull",
      shape: 1.5,
      scale: 2_000,
    });
    expect(decoded({ dist: "triangular", min: "0s", mode: "1s", max: "2s" })).toEqual({
      dist: "triangular",
      min: 0,
      mode: 1_000,
      max: 2_000,
    });
    expect(decoded({ dist: "empirical", values: ["1s", "2s"], weights: [3, 1] })).toEqual({
      dist: "empirical",
      values: [1_000, 2_000],
      weights: [3, 1],
    });
    expect(decoded({ dist: "empirical", values: ["1s"] })).toEqual({
      dist: "empirical",
      values: [1_000],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ["what is no duration", "3 parsecs", /^start: expected a duration such as .*, got .*3 parsecs/],
    ["a number without a unit", 7, /^start: expected a duration .*got 7/],
    ["nothing", undefined, /^start: expected a duration/],
    ["a missing figure", { dist: "exponential" }, /^start\.mean: expected a duration/],
    [
      "a wrong unit inside",
      { dist: "exponential", mean: "5%" },
      /^start\.mean: expected a duration such as .*5%/,
    ],
    ["a negative duration", { dist: "exponential", mean: "-5s" }, /^start\.mean: expected .*-5s/],
    [
      "an unknown kind",
      { dist: "normal", mean: "3s" },
      /expected a dist out of constant, uniform, exponential, lognormal, weibull, triangular, empirical, got "normal"/,
    ],
    ["no kind", { median: "3s" }, /expected a dist out of .*, got nothing/],
    [
      "a p95 below the median",
      { dist: "lognormal", median: "3s", p95: "2s" },
      /^start\.p95: expected at least the median of 3000 ms, got 2000 ms$/,
    ],
    [
      "a median of 0",
      { dist: "lognormal", median: "0s", p95: "2s" },
      /^start\.median: expected a median above 0, got 0/,
    ],
    [
      "max below min",
      { dist: "uniform", min: "3s", max: "2s" },
      /^start\.max: expected at least the min of 3000 ms, got 2000 ms$/,
    ],
    [
      "a mode below min",
      { dist: "triangular", min: "3s", mode: "2s", max: "4s" },
      /^start\.mode: expected at least the min/,
    ],
    [
      "a mode above max",
      { dist: "triangular", min: "1s", mode: "5s", max: "4s" },
      /^start\.max: expected at least the mode/,
    ],
    [
      "a shape of 0",
      { dist: "weibull", shape: 0, scale: "1s" },
      /^start\.shape: expected a shape from 0\.1 to 100, got 0$/,
    ],
    [
      "a shape in words",
      { dist: "weibull", shape: "k", scale: "1s" },
      /^start\.shape: expected a shape .*got "k"$/,
    ],
    [
      "no values",
      { dist: "empirical", values: [] },
      /^start\.values: expected at least one value, got none$/,
    ],
    [
      "weights that do not match",
      { dist: "empirical", values: ["1s", "2s"], weights: [1] },
      /^start\.weights: expected 2 weights, one for each value, got 1$/,
    ],
    [
      "a negative weight",
      { dist: "empirical", values: ["1s"], weights: [-1] },
      /^start\.weights\.0: expected a weight of at least 0, got -1$/,
    ],
    [
      "weights of 0",
      { dist: "empirical", values: ["1s"], weights: [0] },
      /^start\.weights: expected a weight above 0, got none$/,
    ],
  ])("says what it expected instead of %s", (_, start, message) => {
    expect(problems(start)).toEqual([expect.stringMatching(message)]);
  });

  it("reports all problems of a distribution at once, misspelt keys among them", () => {
    const found = problems({ dist: "lognormal", median: "x", p95: "y", p59: "3s" });
    expect(found).toHaveLength(3);
    expect(found.join("\n")).toMatch(/start\.median: .*\n?start\.p95: /);
    expect(found.join("\n")).toContain('"p59"');
  });

  it("describes both forms to editors, with the description of the field", () => {
    const field = durationDistribution().describe("How long a start takes.");
    const json = z.toJSONSchema(z.strictObject({ start: field }), { io: "input" });
    expect(json.properties?.["start"]).toMatchObject({
      description: "How long a start takes.",
      anyOf: [{}, {}],
    });
    expect(JSON.stringify(json)).toContain('"const":"lognormal"');
  });
});
