import { describe, expect, it } from "vitest";
import { seedKey, stream, uniform } from "../../src/random/draw.js";
import { Purpose } from "../../src/random/purposes.js";
import { estimate, FIRST_LOOK } from "../../src/validation/estimate.js";
import type { Experiment } from "../../src/validation/formula.js";

const KEY = seedKey("estimate");

/** Uniform variates between 0 and 1, put through a function. */
function trials<Kind extends Experiment["kind"]>(
  kind: Kind,
  of: (u: number) => number,
  size = 1_000,
) {
  const batch = (number: number) => {
    const luck = stream(KEY, Purpose.Exploration, number);
    return Array.from({ length: size }, (_, trial) => of(uniform(luck, trial, 0)));
  };
  return { kind, batch };
}

const below = (p: number) => trials("share", (u) => Number(u < p));

describe("an estimate", () => {
  it.each([
    ["share", below(0.3), 0.3],
    ["probability", trials("probability", (u) => u), 0.5],
    ["mean", trials("mean", (u) => 6 * u), 3],
    ["deviation", trials("deviation", (u) => 6 * u), Math.sqrt(3)],
  ] as const)("of a %s covers the truth within 2 %%", (_, experiment, truth) => {
    const { low, high, value, isNarrow } = estimate(experiment, FIRST_LOOK);
    expect(isNarrow).toBe(true);
    expect(low).toBeLessThanOrEqual(truth);
    expect(high).toBeGreaterThanOrEqual(truth);
    expect((high - low) / 2).toBeLessThanOrEqual(0.02 * value * 1.0001);
  });

  it("of something rare goes on until there are some hundred events, though three decimals are reached before", () => {
    const { value, trials } = estimate(below(0.0002), FIRST_LOOK);
    expect(value * trials).toBeGreaterThan(80);
  });

  it("of something that never happens is given up as too wide", () => {
    const { value, isNarrow } = estimate(
      trials("share", () => 0, 10),
      FIRST_LOOK,
    );
    expect({ value, isNarrow }).toEqual({ value: 0, isNarrow: false });
  });

  it("of something certain is refuted by a single trial", () => {
    const one = trials("share", (u) => Number(u > 0.0005));
    const effort = { ...FIRST_LOOK, isCertain: true };
    expect(estimate(one, effort).high).toBeLessThan(1);
    const { low, high, isNarrow } = estimate(below(1), effort);
    expect({ low, high, isNarrow }).toEqual({ low: 1, high: 1, isNarrow: true });
  });

  it("of a product of stages covers what no crude simulation reaches", () => {
    const parts = Array.from({ length: 6 }, () => below(0.1));
    const figure = (stages: readonly number[]) => stages.reduce((all, stage) => all * stage, 1);
    const answer = { kind: "derived", parts, figure, isProbability: true } as const;
    const { low, high, isNarrow } = estimate(answer, FIRST_LOOK);
    expect(isNarrow).toBe(true);
    expect(low).toBeLessThanOrEqual(1e-6);
    expect(high).toBeGreaterThanOrEqual(1e-6);
  });
});
