import { describe, expect, it } from "vitest";
import { uniform } from "../../src/random/draw.js";
import { bcaMean, drawResamples } from "../../src/stats/bootstrap.js";
import type { Interval } from "../../src/stats/interval.js";
import { holm } from "../../src/stats/multiple.js";
import { pairedDifferences, pValueBelowZero } from "../../src/stats/paired.js";
import { clopperPearson, ruleOfThree, wilson } from "../../src/stats/proportion.js";
import { quantileInterval } from "../../src/stats/quantile-interval.js";
import { startSelection } from "../../src/stats/selection.js";
import { steadyState } from "../../src/stats/steady-state.js";
import { halfWidth } from "../../src/stats/student-t.js";
import { mean, variance } from "../../src/stats/summary.js";
import { compareWithBest, confidenceBest } from "../../src/stats/with-best.js";
import { binomial, exponentials, luckOf, normals } from "./luck.js";

/**
 * Experiments whose truth is known: how often an interval covers it. `SHAKEDOWN_COVERAGE=full` runs 10,000 of each and 1,000
 * selections; without it the dear ones run fewer, with limits as much wider as luck asks for.
 */
const isFull = process.env["SHAKEDOWN_COVERAGE"] === "full";

function coverage(
  experiments: number,
  truth: number,
  interval: (experiment: number) => Interval | null,
): number {
  let covered = 0;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const { low, high } = interval(experiment)!;
    if (low <= truth && truth <= high) covered += 1;
  }
  return covered / experiments;
}

/** A 95 % interval covers 93.5 to 96.5 %; fewer experiments get three more standard errors. */
function expectStated(found: number, experiments: number): void {
  const slack = experiments >= 10_000 ? 0 : 3 * Math.sqrt((0.95 * 0.05) / experiments);
  expect(found).toBeGreaterThanOrEqual(0.935 - slack);
  expect(found).toBeLessThanOrEqual(0.965 + slack);
}

describe("a 95 % interval covers 93.5 to 96.5 % of the time:", () => {
  it("Student-t, the mean of 20 normal observations", () => {
    const found = coverage(10_000, 0, (experiment) => {
      const sample = normals(experiment, 20);
      const half = halfWidth(20, variance(sample))!;
      return { low: mean(sample) - half, high: mean(sample) + half, method: "Student-t" };
    });
    expectStated(found, 10_000);
  });

  it("Wilson, proportions of every size in 100 trials", () => {
    let covered = 0;
    for (let experiment = 0; experiment < 10_000; experiment++) {
      const truth = uniform(luckOf(experiment), 1, 0);
      const { low, high } = wilson(binomial(experiment, 100, truth), 100);
      if (low <= truth && truth <= high) covered += 1;
    }
    expectStated(covered / 10_000, 10_000);
  });

  it("order statistics, the median and the 90th percentile of 200 exponential observations", () => {
    for (const share of [0.5, 0.9]) {
      const found = coverage(10_000, -Math.log(1 - share), (experiment) =>
        quantileInterval(
          exponentials(experiment, 200).sort((a, b) => a - b),
          share,
        ),
      );
      expectStated(found, 10_000);
    }
  });

  it("BCa bootstrap, the mean of 200 exponential observations", () => {
    const experiments = isFull ? 10_000 : 300;
    // One table for all, as in a comparison.
    const resamples = drawResamples(200, (resample, place) =>
      uniform(luckOf(0), 1 + resample, place),
    );
    const found = coverage(experiments, 1, (experiment) =>
      bcaMean(exponentials(1 + experiment, 200), resamples),
    );
    expectStated(found, experiments);
  });

  it("batch means, an autocorrelated run that starts far from its mean", () => {
    const experiments = isFull ? 10_000 : 500;
    const found = coverage(experiments, 0, (experiment) => {
      let value = 20;
      const run = normals(experiment, 4_000).map((step) => (value = 0.8 * value + step));
      return steadyState(run)!.interval;
    });
    expectStated(found, experiments);
  });
});

it("the exact interval of a proportion covers at least as often as it states", () => {
  for (const [n, p] of [
    [30, 0.05],
    [100, 0.01],
    [500, 0.3],
  ] as const) {
    const found = coverage(10_000, p, (experiment) =>
      clopperPearson(binomial(experiment, n, p), n),
    );
    expect(found).toBeGreaterThanOrEqual(0.95 - 0.006);
  }
});

it("what happened in none of n trials is below 3/n at 95 %, and seen above the bound in 5 % of experiments", () => {
  for (const n of [30, 100, 1_000]) expect(ruleOfThree(0, n).high).toBeLessThan(3 / n);
  const { high } = ruleOfThree(0, 50);
  const none = coverage(10_000, 0, (experiment) => ({
    low: 0,
    high: binomial(experiment, 50, high) === 0 ? 0 : -1,
    method: "rule of three",
  }));
  expect(none).toBeGreaterThan(0.043);
  expect(none).toBeLessThan(0.057);
});

describe("of policies that do not differ", () => {
  const samples = (experiment: number) => {
    const shared = normals(experiment, 30);
    return [1, 2, 3, 4].map((series) =>
      normals(experiment, 30, series).map((own, at) => own + shared[at]!),
    );
  };

  it("adjusted verdicts raise an alarm in at most 5 % of experiments", () => {
    let alarms = 0;
    const experiments = isFull ? 10_000 : 2_000;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const four = samples(experiment);
      const pValues = four.flatMap((a, i) =>
        four.slice(i + 1).map((b) => {
          const below = pValueBelowZero(pairedDifferences(a, b));
          return 2 * Math.min(below, 1 - below);
        }),
      );
      if (holm(pValues).some((p) => p <= 0.05)) alarms += 1;
    }
    expect(alarms / experiments).toBeLessThanOrEqual(0.05 + (isFull ? 0.0065 : 0.015));
  });

  it("none is called the best with 95 % confidence in more than 5 % of experiments", () => {
    let alarms = 0;
    for (let experiment = 0; experiment < 2_000; experiment++) {
      const four = samples(experiment);
      if (four.some((_, i) => confidenceBest(four, i) >= 0.95)) alarms += 1;
    }
    expect(alarms / 2_000).toBeLessThanOrEqual(0.05 + 0.015);
  });
});

it("all intervals of the comparison with the best hold together in at least 95 % of experiments", () => {
  const truth = [0, 0.3, 0.3, 1];
  let held = 0;
  for (let experiment = 0; experiment < 2_000; experiment++) {
    const intervals = compareWithBest(
      truth.map((centre, i) => normals(experiment, 25, i).map((value) => value + centre)),
    );
    const holds = intervals.every(({ low, high }, i) => {
      const gap = truth[i]! - Math.min(...truth.filter((_, j) => j !== i));
      return low <= gap && gap <= high;
    });
    if (holds) held += 1;
  }
  expect(held / 2_000).toBeGreaterThanOrEqual(0.95 - 0.015);
});

describe("in the slippage configuration, the best ahead of four others by the indifference alone,", () => {
  const chosen = (experiment: number, shared: number): number => {
    const selection = startSelection({
      systems: 5,
      indifference: 0.5,
      confidence: 0.95,
      first: 20,
    });
    const luck = Array.from({ length: 6 }, (_, series) => normals(experiment, 2_000, series));
    while (selection.remaining.length > 1) {
      const at = selection.n;
      selection.add(
        [0.5, 0.5, 0, 0.5, 0.5].map(
          (centre, i) =>
            centre + Math.sqrt(1 - shared) * luck[i]![at]! + Math.sqrt(shared) * luck[5]![at]!,
        ),
      );
    }
    return selection.remaining[0]!;
  };

  it.each([0, 0.7])(
    "the selection procedure chooses it with probability 0.95 at luck shared to %s",
    (shared) => {
      const runs = isFull ? 1_000 : 200;
      let right = 0;
      for (let run = 0; run < runs; run++) if (chosen(run, shared) === 2) right += 1;
      expect(right / runs).toBeGreaterThanOrEqual(
        0.95 - (isFull ? 0 : 3 * Math.sqrt((0.95 * 0.05) / runs)),
      );
    },
  );
});
