import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/random/distribution.js";
import { seedKey, stream, uniform } from "../../src/random/draw.js";
import { normalQuantile } from "../../src/random/elementary.js";
import { pairedDifferences, varianceRatio } from "../../src/stats/paired.js";
import { halfWidth } from "../../src/stats/student-t.js";
import { mean, quantile, sum, summarise, variance } from "../../src/stats/summary.js";

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 2,
  maxLength: 50,
});

describe("a summary", () => {
  it("of 2, 4, 4, 4, 5, 5, 7, 9 is known", () => {
    const summary = summarise([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(summary).toMatchObject({ n: 8, mean: 5, min: 2, median: 4.5, max: 9 });
    expect(summary.variance).toBeCloseTo(32 / 7, 12);
  });

  it("of one observation has no variance", () => {
    expect(summarise([3]).variance).toBeNull();
    expect(halfWidth(1, null)).toBeNull();
  });

  it("adds up what a plain sum loses", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });

  it("moves with a shift and stretches with a scale", () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
        const moved = values.map((value) => 2 * value + shift);
        expect(mean(moved)).toBeCloseTo(2 * mean(values) + shift, 5);
        const scale = Math.max(1, variance(values)!);
        expect(variance(moved)! / scale).toBeCloseTo((4 * variance(values)!) / scale, 5);
      }),
    );
  });

  it("has quantiles between its smallest and its largest value, never falling", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const quantiles = [0, 0.05, 0.5, 0.95, 1].map((share) => quantile(sorted, share));
        expect(quantiles[0]).toBe(sorted[0]);
        expect(quantiles.at(-1)).toBe(sorted.at(-1));
        expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("the Student-t interval", () => {
  it("is that of the tables: t(0.975, 9) = 2.262", () => {
    expect(halfWidth(10, 10)).toBeCloseTo(2.262157, 5);
  });

  const key = seedKey("coverage");
  const coverage = (variate: (u: number) => number, truth: number, n: number): number => {
    const luck = stream(key, 96, 0);
    let covered = 0;
    for (let experiment = 0; experiment < 10_000; experiment++) {
      const values = Array.from({ length: n }, (_, i) => variate(uniform(luck, experiment, i)));
      covered += Number(Math.abs(mean(values) - truth) <= halfWidth(n, variance(values))!);
    }
    return covered / 10_000;
  };

  it("covers the mean of normal variates in 93.5 to 96.5 % of 10,000 experiments", () => {
    const share = coverage(normalQuantile, 0, 10);
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.965);
  });

  it("covers the mean of uniform variates as well", () => {
    const flat = compile({ dist: "uniform", min: 0, max: 2 });
    const share = coverage((u) => flat.at(u), 1, 20);
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.965);
  });
});

describe("pairing", () => {
  it("takes away what two samples share", () => {
    const luck = [5, -3, 8, 1, -7, 2];
    const a = luck.map((value, i) => value + (i % 2) * 0.1);
    expect(pairedDifferences(a, luck)).toEqual(a.map((value, i) => value - luck[i]!));
    expect(varianceRatio(a, luck)!).toBeLessThan(0.01);
  });

  it("has no ratio where nothing varies", () => {
    expect(varianceRatio([1, 1, 1], [2, 2, 2])).toBeNull();
  });

  it("refuses samples of two lengths", () => {
    expect(() => pairedDifferences([1], [1, 2])).toThrow(/one length/);
  });
});
