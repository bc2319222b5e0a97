import { describe, expect, it } from "vitest";
import { judgeOf } from "../../../src/experiment/plan/requirement.js";
import { type Known, searchValues, type SearchRule } from "../../../src/experiment/plan/search.js";
import { seedKey, stream, uniform } from "../../../src/random/draw.js";
import { Purpose } from "../../../src/random/purposes.js";
import type { Limit } from "../../../src/scenario/plan-schema.js";

const limit = (bounds: Partial<Limit>): Limit => ({
  metric: "availability",
  unit: "",
  min: undefined,
  max: undefined,
  ...bounds,
});

const rule: SearchRule = { values: 41, find: "smallest", confidence: 0.95, min: 20, max: 20_000 };

/** Observations that miss with a probability that the value decides, under luck that all values share. */
function misses(seed: number, probability: (value: number) => number) {
  const key = seedKey(`search-${seed}`);
  let replications = 0;
  return {
    observe: (value: number, from: number, until: number) => {
      replications += until - from;
      return Promise.resolve(
        Array.from({ length: until - from }, (_, i) =>
          uniform(stream(key, Purpose.Exploration, from + i), 0, 0) < probability(value) ? 1 : 0,
        ),
      );
    },
    replications: () => replications,
  };
}

const chance = judgeOf({ kind: "chance", holds: [limit({ max: 0 })], least: 0.98 }, null);

describe("a search", () => {
  it("finds the smallest value that meets a chance, in at least 95 % of seeds", async () => {
    // 0.04 at 17 and 0.01 at 18: the bound of 0.02 lies between.
    const probability = (value: number) => Math.min(1, 0.04 * 4 ** (17 - value));
    let right = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { answer } = await searchValues(rule, chance, misses(seed, probability).observe);
      if (answer === 18) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(95);
  });

  it("finds it in at least 95 % of seeds where the neighbours are close to the bound", async () => {
    const probability = (value: number) => Math.min(1, 0.028 * 2 ** (17 - value));
    let right = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { answer } = await searchValues(rule, chance, misses(seed, probability).observe);
      if (answer === 18) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(38);
  });

  it("takes few replications where the answer is clear, few more where there is none", async () => {
    const strict = judgeOf({ kind: "chance", holds: [limit({ max: 0 })], least: 0.99 }, null);
    const quick = { ...rule, min: 5 };
    const clear = misses(1, (value) => (value < 5 ? 1 : 0));
    expect((await searchValues(quick, strict, clear.observe)).answer).toBe(5);
    expect(clear.replications()).toBeLessThan(600);
    // Of what no value keeps, the easiest is tested before many others are.
    const hopeless = misses(2, () => 0.07);
    expect((await searchValues(quick, strict, hopeless.observe)).answer).toBeNull();
    expect(hopeless.replications()).toBeLessThan(600);
  });

  it("begins where it is told to, and is as sure", async () => {
    const probability = (value: number) => (value < 12 ? 0.3 : 0.001);
    for (const begin of [0, 12, 40]) {
      const luck = misses(7, probability);
      const { answer } = await searchValues({ ...rule, begin }, chance, luck.observe);
      expect(answer).toBe(12);
    }
  });

  it("tells what it knows before each stretch, and what it wants still", async () => {
    const told: Known[] = [];
    const luck = misses(8, (value) => (value < 12 ? 0.3 : 0));
    await searchValues(rule, chance, luck.observe, (known) =>
      told.push({ ...known, tried: [...known.tried] }),
    );
    expect(told[0]).toMatchObject({ isTest: false, meets: null, fails: null, tried: [] });
    expect(told.at(-1)).toMatchObject({ isTest: true, value: 11, meets: 12, fails: null });
    for (const { wanted } of told) expect(wanted).toBeGreaterThan(0);
    const first = told.find(({ isTest }) => isTest)!;
    const spent = told.length;
    expect(first.wanted).toBeLessThan(luck.replications());
    expect(spent).toBeGreaterThan(3);
  });

  it("finds the largest value where more is worse", async () => {
    const probability = (value: number) => Math.min(1, 0.01 * 4 ** (value - 30));
    const { answer, tried } = await searchValues(
      { ...rule, find: "largest" },
      chance,
      misses(1, probability).observe,
    );
    expect(answer).toBe(30);
    expect(tried.find(({ value }) => value === 30)?.meets).toBe(true);
    expect(tried.find(({ value }) => value === 31)?.meets).toBe(false);
  });

  it("spends no more error than it was given", async () => {
    const probability = (value: number) => (value < 5 ? 0.3 : 0.001);
    const { answer, tried } = await searchValues(rule, chance, misses(2, probability).observe);
    expect(answer).toBe(5);
    const doubt = tried.reduce((sum, one) => sum + one.doubt, 0);
    expect(doubt).toBeGreaterThan(0);
    expect(doubt).toBeLessThanOrEqual(0.05);
  });

  it("errs no more often than it was allowed to, however near a value is to its bound", async () => {
    const narrow = { ...rule, values: 1, confidence: 0.5, max: 1_500 };
    let [wrong, settled] = [0, 0];
    for (let seed = 0; seed < 300; seed++) {
      const luck = misses(seed + 1_000, () => 0.0201);
      const { tried } = await searchValues(narrow, chance, luck.observe);
      if (tried[0]!.settledBy !== "test") continue;
      settled += 1;
      if (tried[0]!.meets) wrong += 1;
    }
    // What the first test may take of an error of one half, 7 of 20 of it, is 52 of 300; what it took, no more than 60.
    expect(wrong).toBeLessThanOrEqual(60);
    expect(settled).toBeGreaterThan(0);
  });

  it.each([
    [0, 0, 0.001],
    [40, 0.5, 0.001],
  ])("finds an answer at an end of the range: %i", async (answer, before, from) => {
    const probability = (value: number) => (value < answer ? before : from);
    const found = await searchValues(rule, chance, misses(3, probability).observe);
    expect(found.answer).toBe(answer);
  });

  it("says that there is none, at the cost of few replications", async () => {
    const luck = misses(4, () => 0.5);
    const { answer, tried } = await searchValues(rule, chance, luck.observe);
    expect(answer).toBeNull();
    expect(tried.map(({ value }) => value)).toContain(40);
    expect(luck.replications()).toBeLessThan(2_000);
  });

  it("recovers from a first guess that is far off", async () => {
    // Replications beyond the largest number are those of the guess: they say that the first value will do.
    const { answer } = await searchValues(rule, chance, (value, from, until) =>
      Promise.resolve(
        Array.from({ length: until - from }, (_, i) =>
          from + i >= rule.max ? 0 : value < 33 ? 1 : 0,
        ),
      ),
    );
    expect(answer).toBe(33);
  });

  it("takes what is likelier where the most replications do not tell, and says so", async () => {
    const close = (value: number) => (value < 9 ? 0.2 : value === 9 ? 0.0205 : 0.001);
    const { tried } = await searchValues({ ...rule, max: 500 }, chance, misses(5, close).observe);
    const nine = tried.find(({ value }) => value === 9)!;
    expect(nine.settledBy).toBe("belief");
    expect(nine.figure.n).toBe(500);
    expect(nine.doubt).toBeGreaterThan(0.05);
  });

  it("stops where what is left makes no difference", async () => {
    const near = judgeOf({ kind: "chance", holds: [limit({ max: 0 })], least: 0.9 }, 0.02);
    const close = (value: number) => (value < 9 ? 0.4 : value === 9 ? 0.1 : 0.01);
    const luck = misses(6, close);
    const { tried } = await searchValues(rule, near, luck.observe);
    expect(tried.find(({ value }) => value === 9)!.settledBy).toBe("indifference");
    expect(luck.replications()).toBeLessThan(10_000);
  });
});

describe("a mean", () => {
  const mean = judgeOf({ kind: "mean", limit: limit({ max: 10 }) }, null);
  /** Uniform on 0 to twice the mean. */
  const draws = (seed: number, meanAt: (value: number) => number) => {
    const key = seedKey(`mean-${seed}`);
    return (value: number, from: number, until: number) =>
      Promise.resolve(
        Array.from(
          { length: until - from },
          (_, i) => 2 * meanAt(value) * uniform(stream(key, Purpose.Exploration, from + i), 0, 0),
        ),
      );
  };

  it("is found, in at least 95 % of seeds", async () => {
    let right = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { answer } = await searchValues(
        rule,
        mean,
        draws(seed, (value) => 100 / (value + 1)),
      );
      // 100 / 10 is the bound itself: 9 may be judged either way, and 10 meets it.
      if (answer === 9 || answer === 10) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(57);
  });

  it("fails where the metric does not apply in some replication", async () => {
    const { answer } = await searchValues(rule, mean, (value, from, until) =>
      Promise.resolve(
        Array.from({ length: until - from }, (_, i) => (value < 7 && i % 5 === 0 ? null : 1)),
      ),
    );
    expect(answer).toBe(7);
  });

  it("is not taken for certain where a few replications are alike", () => {
    expect(
      mean.judge(
        Array.from({ length: 20 }, () => 3),
        0.01,
      ),
    ).toBe("open");
    expect(
      mean.judge(
        Array.from({ length: 30 }, () => 3),
        0.01,
      ),
    ).toBe("meets");
    expect(
      mean.judge(
        Array.from({ length: 30 }, () => 11),
        0.01,
      ),
    ).toBe("fails");
  });
});
