import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  gridPoints,
  latinHypercube,
  pointKey,
  type Point,
  type SobolDesign,
  sobolPoints,
} from "../../../src/experiment/sweep/design.js";
import { gridEffects, type Table } from "../../../src/experiment/sweep/effects.js";
import { hypercubeEffects } from "../../../src/experiment/sweep/hypercube-effects.js";
import { leastSquares } from "../../../src/experiment/sweep/least-squares.js";
import type { Factor } from "../../../src/experiment/sweep/prepare.js";
import { polynomialFit } from "../../../src/experiment/sweep/polynomials.js";
import { gridShares, hypercubeShares, type Share } from "../../../src/experiment/sweep/shares.js";
import { seedKey, stream, uniform } from "../../../src/random/draw.js";
import { Purpose } from "../../../src/random/purposes.js";

const luck = stream(seedKey("analysis"), Purpose.Design, 77);
const noise = (point: number, replication: number): number => uniform(luck, point, replication);

function factorOf(name: string, levels: readonly (number | string)[]): Factor {
  const scale = levels.every((level) => typeof level === "number") ? (levels as number[]) : null;
  return { name, knob: { name, place: [], value: undefined }, levels, scale, oneMore: null };
}

function cubesOf(levels: readonly number[], points: number, text = "cubes"): SobolDesign {
  const cube = (set: number) => latinHypercube(levels, { points, seed: seedKey(text), set });
  return { a: cube(0), b: cube(1) };
}

/** What is seen at every point of a design, in five replications. */
function seenAt(design: SobolDesign, response: (point: Point, replication: number) => number) {
  return new Map(
    sobolPoints(design).map((point) => [
      pointKey(point),
      Array.from({ length: 5 }, (_, replication) => response(point, replication)),
    ]),
  );
}

describe("a Latin hypercube", () => {
  it("has one point in each of as many stretches as there are points, for every factor", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 60 }), fc.string(), (points, text) => {
        const cube = latinHypercube([points, points], { points, seed: seedKey(text), set: 0 });
        for (const factor of [0, 1]) {
          const seen = cube.map((point) => point[factor]!).sort((a, b) => a - b);
          expect(seen).toEqual(Array.from({ length: points }, (_, level) => level));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("has as many points at each level where the levels divide them, and other points for another set", () => {
    const cube = (set: number) => latinHypercube([4, 2], { points: 40, seed: seedKey("s"), set });
    for (const level of [0, 1, 2, 3]) {
      expect(cube(0).filter(([first]) => first === level)).toHaveLength(10);
    }
    expect(cube(0)).toEqual(cube(0));
    expect(cube(1)).not.toEqual(cube(0));
  });
});

describe("least squares", () => {
  it("finds the coefficients of a plane", () => {
    const rows = [
      [1, 0, 3],
      [1, 2, 1],
      [1, 5, 8],
      [1, 7, 2],
    ];
    const found = leastSquares(rows).map((weights) =>
      rows.reduce((sum, [, x, y], i) => sum + weights[i]! * (4 + 2 * x! - 3 * y!), 0),
    );
    expect(found.map((value) => Number(value.toFixed(9)))).toEqual([4, 2, -3]);
  });
});

describe("main effects", () => {
  const factors = [factorOf("slots", [1, 2, 4]), factorOf("order", ["a", "b", "c"])];
  const points = gridPoints([3, 3]);

  it("come without the luck that all points share", () => {
    // 5 per slot, 10 for b, -1 for c, and luck that is the same everywhere.
    const table = points.map(([slot, order]) =>
      Array.from(
        { length: 6 },
        (_, r) => 5 * [1, 2, 4][slot!]! + [0, 10, -1][order!]! + 100 * noise(0, r),
      ),
    );
    const [slots, order] = gridEffects(factors, points, table);
    expect(slots!.effects).toHaveLength(1);
    expect(slots!.effects[0]!.change.mean).toBeCloseTo(15, 9);
    expect(slots!.effects[0]!.change.halfWidth).toBeCloseTo(0, 9);
    expect(order!.effects.map(({ change }) => Number(change.mean.toFixed(9)))).toEqual([10, -1]);
  });

  it("of hypercubes are exact where they add up, names as well, and none where there is nothing", () => {
    const all = [
      factorOf("slots", [1, 2, 4]),
      factorOf("order", ["a", "b", "c"]),
      factorOf("no", [0, 1]),
    ];
    const design = cubesOf([3, 3, 2], 36);
    const effects = hypercubeEffects(
      all,
      design,
      seenAt(
        design,
        ([slot, order], r) => 5 * [1, 2, 4][slot!]! + [0, 10, -1][order!]! + 100 * noise(0, r),
      ),
    );
    const changes = effects.map(({ effects }) =>
      effects.map(({ change }) => [
        Number(change.mean.toFixed(9)),
        Number(change.halfWidth!.toFixed(9)),
      ]),
    );
    expect(changes).toEqual([
      [[15, 0]],
      [
        [10, 0],
        [-1, 0],
      ],
      [[0, 0]],
    ]);
    expect(effects[2]!.effects[0]!.p).toBe(1);
  });

  it("of hypercubes take nothing that others do together for a factor that does nothing", () => {
    const all = ["x", "y", "no"].map((name) => factorOf(name, [0, 1, 2, 3, 4, 5, 6, 7]));
    let [inside, alarms] = [0, 0];
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const design = cubesOf([8, 8, 8], 24, `run ${run}`);
      const responses = seenAt(
        design,
        ([x, y, no], r) => x! * y! + noise(300_000 + run * 512 + 64 * x! + 8 * y! + no!, r),
      );
      const [ofX, , ofNo] = hypercubeEffects(all, design, responses).map(
        ({ effects }) => effects[0]!,
      );
      // On average over y, whose mean is 3.5.
      const { low, high } = ofX!.change.interval!;
      if (low <= 7 * 3.5 && 7 * 3.5 <= high) inside++;
      if (ofNo!.p < 0.05) alarms++;
    }
    expect(inside / runs).toBeGreaterThan(0.9);
    expect(alarms / runs).toBeLessThan(0.08);
  });

  it("have intervals that cover the truth as often as they say", () => {
    const inside = Array.from({ length: 400 }, (_, run) => {
      const table = points.map(([slot], point) =>
        Array.from({ length: 8 }, (_, r) => 2 * slot! + noise(1_000 + run * 9 + point, r)),
      );
      const { mean, halfWidth } = gridEffects(factors, points, table)[0]!.effects[0]!.change;
      return Math.abs(mean - 4) <= halfWidth!;
    }).filter(Boolean).length;
    expect(inside / 400).toBeGreaterThan(0.92);
    expect(inside / 400).toBeLessThan(0.98);
  });
});

describe("Sobol indices of a grid", () => {
  const points = gridPoints([4, 4]);
  const response = (x: number, y: number): number => 3 * x + 2 * x * y;
  // By hand over the levels 0..3: var(E|x), var(E|y) and the whole.
  const exact = (() => {
    const levels = [0, 1, 2, 3];
    const average = (values: readonly number[]) =>
      values.reduce((a, b) => a + b, 0) / values.length;
    const spread = (values: readonly number[]) =>
      average(values.map((value) => (value - average(values)) ** 2));
    const all = spread(points.map(([x, y]) => response(x!, y!)));
    const x = spread(levels.map((x) => average(levels.map((y) => response(x, y)))));
    const y = spread(levels.map((y) => average(levels.map((x) => response(x, y)))));
    return { x: x / all, y: y / all };
  })();

  it("are exact without luck, and total what the other factors leave", () => {
    const table = points.map(([x, y]) => Array.from({ length: 4 }, () => response(x!, y!)));
    const [x, y] = gridShares([4, 4], points, table)!;
    expect(x!.first.value).toBeCloseTo(exact.x, 9);
    expect(y!.first.value).toBeCloseTo(exact.y, 9);
    expect(x!.total.value).toBeCloseTo(1 - exact.y, 9);
    expect(y!.total.value).toBeCloseTo(1 - exact.x, 9);
  });

  it("are not raised by luck, which is most of the spread here", () => {
    const runs = Array.from({ length: 60 }, (_, run) => {
      const table = points.map(([x, y], point) =>
        Array.from(
          { length: 30 },
          (_, r) => response(x!, y!) + 40 * noise(50_000 + run * 16 + point, r),
        ),
      );
      return gridShares([4, 4], points, table)![1]!;
    });
    const average = runs.reduce((sum, { first }) => sum + first.value, 0) / runs.length;
    expect(average).toBeCloseTo(exact.y, 1);
    const inside = runs.filter(({ first }) => first.low <= exact.y && exact.y <= first.high).length;
    expect(inside).toBeGreaterThanOrEqual(53);
  });

  it("are none where nothing varies", () => {
    const table: Table = points.map(() => [1, 2, 3, 4]);
    expect(gridShares([4, 4], points, table)).toBeNull();
  });
});

describe("Sobol indices of hypercubes", () => {
  const sharesOrNot = (
    levels: readonly number[],
    count: number,
    response: (point: Point, replication: number) => number,
    text?: string,
  ) => {
    const design = cubesOf(levels, count, text);
    const responses = seenAt(design, response);
    return hypercubeShares(design, polynomialFit(sobolPoints(design), levels), responses);
  };
  const sharesOf = (...asked: Parameters<typeof sharesOrNot>) => sharesOrNot(...asked)!;

  it("are those of a sum of two factors, within their intervals", () => {
    // Luck of its own at every point.
    const shares = sharesOf(
      [50, 50],
      200,
      ([x, y], r) => 2 * x! + y! + noise(90_000 + 50 * x! + y!, r),
    );
    // var(2x) : var(y) is 4 : 1.
    for (const [factor, truth] of [0.8, 0.2].entries()) {
      const { first, total } = shares[factor]!;
      expect(Math.abs(first.value - truth)).toBeLessThan(0.01);
      expect(Math.abs(total.value - truth)).toBeLessThan(0.01);
      expect(first.low).toBeLessThan(truth);
      expect(first.high).toBeGreaterThan(truth);
    }
  });

  it("are those of the Ishigami function within 0.03, from 1,000 points", () => {
    const [first, total] = [
      [0.3139, 0.4424, 0],
      [0.5576, 0.4424, 0.2437],
    ];
    const shares = sharesOf([101, 101, 101], 200, (point, r) => {
      const [x, y, z] = point.map((level) => ((2 * level + 1) / 101 - 1) * Math.PI);
      const luck = noise(90_000 + point[0]! + 101 * point[1]! + 10_201 * point[2]!, r);
      return Math.sin(x!) + 7 * Math.sin(y!) ** 2 + 0.1 * z! ** 4 * Math.sin(x!) + luck;
    });
    for (const [factor, share] of shares.entries()) {
      expect(Math.abs(share.first.value - first![factor]!)).toBeLessThan(0.03);
      expect(Math.abs(share.total.value - total![factor]!)).toBeLessThan(0.03);
    }
  });

  it("are none where luck is all that can be seen, of hypercubes and of grids", () => {
    const seen = (run: number) => (point: Point, r: number) =>
      noise(500_000 + run * 25 + 5 * point[0]! + point[1]!, r);
    const points = gridPoints([5, 5]);
    const found = Array.from({ length: 100 }, (_, run) => [
      sharesOrNot([5, 5], 20, seen(run)),
      gridShares(
        [5, 5],
        points,
        points.map((point) => [0, 1, 2, 3, 4].map((r) => seen(run)(point, r))),
      ),
    ]);
    for (const design of [0, 1]) {
      expect(found.filter((shares) => shares[design] !== null).length).toBeLessThan(10);
    }
  });

  it("have intervals that cover steps, which no polynomial follows, as often as they say", () => {
    // 1 where both are high: var = 3/16, var(E|x) = 1/16.
    const runs = Array.from({ length: 60 }, (_, run) => {
      const step = ([x, y]: Point): number => (x! >= 20 && y! >= 20 ? 1 : 0);
      return sharesOf([40, 40], 40, step, `run ${run}`);
    });
    const covered = (truth: number, of: (shares: (typeof runs)[number]) => Share): number =>
      runs.map(of).filter(({ low, high }) => low <= truth && truth <= high).length / runs.length;
    for (const factor of [0, 1]) {
      expect(covered(1 / 3, (shares) => shares[factor]!.first)).toBeGreaterThan(0.88);
      expect(covered(2 / 3, (shares) => shares[factor]!.total)).toBeGreaterThan(0.88);
    }
  });
});
