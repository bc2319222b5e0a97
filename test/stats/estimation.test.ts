import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniform } from "../../src/random/draw.js";
import { bcaMean, drawResamples, skewness } from "../../src/stats/bootstrap.js";
import { holm } from "../../src/stats/multiple.js";
import { pValueBelowZero } from "../../src/stats/paired.js";
import { clopperPearson, proportionInterval, wilson } from "../../src/stats/proportion.js";
import { quantileInterval } from "../../src/stats/quantile-interval.js";
import { startSelection } from "../../src/stats/selection.js";
import { sobolIndices } from "../../src/stats/sobol.js";
import { steadyState, warmUp } from "../../src/stats/steady-state.js";
import { timeAverage } from "../../src/stats/time-average.js";
import { compareWithBest, confidenceBest } from "../../src/stats/with-best.js";
import { exponentials, luckOf, normals } from "./luck.js";

describe("a proportion", () => {
  it("has the intervals of the tables", () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I: methods 3 (score) and 5 (exact).
    expect(wilson(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilson(81, 263).high).toBeCloseTo(0.3662, 4);
    expect(clopperPearson(81, 263).low).toBeCloseTo(0.2527, 4);
    expect(clopperPearson(81, 263).high).toBeCloseTo(0.3676, 4);
    expect(wilson(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilson(15, 148).high).toBeCloseTo(0.1605, 4);
  });

  it("gets the rule of three for none or all, the exact interval for few, Wilson's for others", () => {
    const methodOf = (count: number) => proportionInterval(count, 100).method;
    expect([0, 100].map(methodOf)).toEqual(["rule of three", "rule of three"]);
    expect([4, 96].map(methodOf)).toEqual(["Clopper–Pearson", "Clopper–Pearson"]);
    expect([5, 50].map(methodOf)).toEqual(["Wilson", "Wilson"]);
  });

  it("has an interval within 0 and 1 that holds it, and mirrors when yes and no change places", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, some) => {
        const count = some % (n + 1);
        const { low, high } = proportionInterval(count, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(count / n);
        expect(high).toBeGreaterThanOrEqual(count / n);
        expect(proportionInterval(n - count, n).low).toBeCloseTo(1 - high, 9);
      }),
    );
  });
});

it("the median of 10 observations lies between the second and the ninth; of 5 nothing can be said at 95 %", () => {
  const sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(quantileInterval(sorted, 0.5)).toMatchObject({ low: 2, high: 9 });
  expect(quantileInterval([1, 2, 3, 4, 5], 0.5)).toBeNull();
});

describe("a bootstrap", () => {
  const resamples = drawResamples(40, (resample, place) => uniform(luckOf(0), resample, place));

  it("leans to the side of the skew, and is the same each time", () => {
    const sample = exponentials(3, 40);
    const centre = sample.reduce((sum, value) => sum + value, 0) / 40;
    const { low, high } = bcaMean(sample, resamples);
    expect(skewness(sample)).toBeGreaterThan(0.5);
    expect(high - centre).toBeGreaterThan(centre - low);
    expect(bcaMean(sample, resamples)).toEqual({ low, high, method: "BCa bootstrap" });
  });

  it("of what does not vary is that value", () => {
    const same = bcaMean(
      Array.from({ length: 40 }, () => 3),
      resamples,
    );
    expect(same.low).toBeCloseTo(3, 12);
    expect(same.high).toBeCloseTo(3, 12);
  });
});

describe("an average over time", () => {
  it("weighs each value by how long it holds", () => {
    expect(timeAverage([0, 1, 4], [10, 0, 2], 10)).toBeCloseTo((10 + 0 + 12) / 10, 12);
  });

  it("leaves out what comes after its end", () => {
    expect(timeAverage([0, 5, 20], [1, 3, 1_000], 10)).toBe(2);
  });
});

describe("a steady state", () => {
  it("begins where a ramp ends", () => {
    const ramp = Array.from({ length: 100 }, (_, at) => 10 - at / 10);
    const run = [...ramp, ...normals(1, 900).map((value) => value / 10)];
    expect(warmUp(run)).toBeGreaterThanOrEqual(85);
    expect(warmUp(run)).toBeLessThanOrEqual(115);
    expect(Math.abs(steadyState(run)!.mean)).toBeLessThan(0.02);
  });

  it("is not claimed for a run that never settles", () => {
    expect(steadyState(Array.from({ length: 500 }, (_, at) => (500 - at) * (500 - at)))).toBeNull();
  });
});

describe("Holm's adjustment", () => {
  it("of 0.01, 0.04, 0.03, 0.005 is 0.03, 0.06, 0.06, 0.02", () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [i, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[i]).toBeCloseTo(p, 12);
  });

  it("never lowers a p-value, and keeps their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
        const adjusted = holm(pValues);
        for (const [i, p] of pValues.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          for (const [j, q] of pValues.entries()) {
            if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          }
        }
      }),
    );
  });
});

describe("the paired t-test", () => {
  it("of -1, -2, -3 has one-sided probability 0.0371", () => {
    expect(pValueBelowZero([-1, -2, -3])).toBeCloseTo(0.03709, 4);
  });

  it("shows nothing without differences, or with one", () => {
    expect(pValueBelowZero([0, 0, 0])).toBe(1);
    expect(pValueBelowZero([-5])).toBe(1);
  });
});

describe("the comparison with the best", () => {
  const samples = [2, 0, 3].map((centre, i) => normals(7, 50, i).map((value) => value + centre));

  it("tells a clear best by an upper end of 0, and all others by a lower end of 0", () => {
    const [first, best, last] = compareWithBest(samples);
    expect(best!.high).toBe(0);
    expect([first!.low, last!.low]).toEqual([0, 0]);
    expect(confidenceBest(samples, 1)).toBeGreaterThan(0.999);
    expect(confidenceBest(samples, 0)).toBeLessThan(0.001);
  });

  it("names nobody among twins", () => {
    const twins = [samples[0]!, samples[0]!];
    expect(confidenceBest(twins, 0)).toBe(0);
    for (const { low, high } of compareWithBest([normals(1, 50), normals(2, 50)])) {
      expect(low).toBeLessThan(0);
      expect(high).toBeGreaterThan(0);
    }
  });
});

describe("a selection of the best", () => {
  const goal = { systems: 3, indifference: 0.5, confidence: 0.95, first: 10 };

  it("gives nobody up before its first observations are in", () => {
    const selection = startSelection(goal);
    for (let at = 0; at < 9; at++) selection.add([0, 100 + at, 200 - at]);
    expect(selection.remaining).toEqual([0, 1, 2]);
  });

  it("ends also among systems that are exactly alike", () => {
    const selection = startSelection(goal);
    const values = normals(2, 5_000);
    while (selection.remaining.length > 1) {
      const value = values[selection.n]!;
      selection.add([value, value, value]);
    }
    expect(selection.remaining).toEqual([0]);
  });

  it("needs fewer observations where luck is shared", () => {
    const needed = (shared: number) => {
      const selection = startSelection({ ...goal, indifference: 0.2 });
      const luck = [0, 1, 2, 3].map((series) => normals(11, 5_000, series));
      while (selection.remaining.length > 1) {
        const at = selection.n;
        selection.add(
          [0, 0.2, 0.2].map(
            (centre, i) =>
              centre + Math.sqrt(1 - shared) * luck[i]![at]! + Math.sqrt(shared) * luck[3]![at]!,
          ),
        );
      }
      return selection.n;
    };
    expect(needed(0.9)).toBeLessThan(needed(0) / 2);
  });
});

it("the Sobol indices of the Ishigami function are found within 0.03", () => {
  // Ishigami & Homma (1990) with a = 7, b = 0.1, whose variances are known in closed form.
  const indices = sobolIndices(
    (factors) => {
      const [x, y, z] = factors.map((factor) => (2 * factor - 1) * Math.PI) as [
        number,
        number,
        number,
      ];
      return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
    },
    { factors: 3, points: 16_384, draw: (point, factor) => uniform(luckOf(5), factor, point) },
  );
  const truth = { first: [0.3139, 0.4424, 0], total: [0.5576, 0.4424, 0.2437] };
  for (const [i, { first, total }] of indices.entries()) {
    expect(Math.abs(first - truth.first[i]!)).toBeLessThan(0.03);
    expect(Math.abs(total - truth.total[i]!)).toBeLessThan(0.03);
  }
});
