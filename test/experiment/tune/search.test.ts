import { describe, expect, it } from "vitest";
import { paretoFront } from "../../../src/experiment/tune/front.js";
import { halvePoints, type SearchRule } from "../../../src/experiment/tune/halving.js";
import { neighboursOf } from "../../../src/experiment/tune/neighbours.js";
import {
  keptShare,
  type Observe,
  type Response,
  shareRule,
} from "../../../src/experiment/tune/response.js";
import { searchPoints } from "../../../src/experiment/tune/search.js";
import { valley, type Valley } from "../../../bench/valley.js";

const rule = (points: number, least: readonly number[] = []): SearchRule => ({
  points,
  indifference: 1,
  confidence: 0.95,
  first: 8,
  budget: 4_000,
  constraints: least.map((share, index) => shareRule(index, share)),
});

const small: Valley = { side: 8, slope: 1, shared: 4, own: 2, limit: null };

describe("the search of tune", () => {
  it("comes within the indifference zone of a known optimum, whatever the seed", async () => {
    let near = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { observe, truth } = valley(small, `test ${seed}`);
      const { best } = await searchPoints(rule(64), 50, observe);
      if (truth(best!) - Math.min(...Array.from({ length: 64 }, (_, i) => truth(i))) <= 1) near++;
    }
    expect(near).toBeGreaterThanOrEqual(38);
  });

  it("chooses the cheapest point that keeps a chance constraint", async () => {
    // Points left of column 3 keep the bound in half of the replications, the others always.
    const { observe, truth } = valley({ ...small, limit: 3 }, "limited");
    const found = await searchPoints(rule(64, [0.9]), 100, observe);
    expect(found.best! % 8).toBeGreaterThanOrEqual(3);
    expect(truth(found.best!)).toBeLessThanOrEqual(truth(2 * 8 + 3) + 1);
    expect(keptShare(found.checked.get(found.best!)!, 0, 0.95).low).toBeGreaterThan(0.9);
  });

  it("says that no point keeps what none keeps, and which comes nearest", async () => {
    const { observe } = valley({ ...small, limit: 99 }, "impossible");
    const { best, nearest, halved } = await searchPoints(rule(64, [0.9]), 50, observe);
    expect(best).toBeNull();
    expect(nearest).not.toBeNull();
    expect(halved.left).toEqual([]);
    const broken = [...halved.reasons.values()].filter((reason) => reason === "breaks");
    expect(broken.length).toBeGreaterThan(32);
  });

  it("leaves out points where an objective does not apply", async () => {
    const { observe } = valley(small, "null");
    const holey: Observe<Response> = async (points, from, until) =>
      (await observe(points, from, until)).map((rows, index) =>
        points[index]! < 32 ? rows.map((row) => ({ ...row, cost: null })) : rows,
      );
    const { best, halved } = await searchPoints(rule(64), 50, holey);
    expect(best).toBeGreaterThanOrEqual(32);
    expect(halved.reasons.get(0)).toBe("does-not-apply");
  });

  it("gives the search and its figures different replications", async () => {
    const { observe } = valley(small, "ranges");
    const ranges: (readonly [number, number])[] = [];
    const spied: Observe<Response> = (points, from, until) => {
      ranges.push([from, until]);
      return observe(points, from, until);
    };
    await searchPoints(rule(64), 50, spied);
    const sorted = [...new Set(ranges.map((range) => range.join()))].map((range) =>
      range.split(",").map(Number),
    );
    for (const [index, [from]] of sorted.entries()) {
      if (index > 0) expect(from).toBeGreaterThanOrEqual(sorted[index - 1]![1]!);
    }
    expect(sorted.at(-1)).toEqual([8_000, 8_050]);
  });

  it("takes no more than half of its budget to halve, beyond the first look", async () => {
    const { observe } = valley(small, "budget");
    const { replications, left } = await halvePoints(rule(64), observe);
    expect(replications).toBeLessThanOrEqual(2_000 + 64 * 8);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThanOrEqual(4);
  });
});

describe("the front", () => {
  it("has the points that no other is better than", () => {
    expect(
      paretoFront([
        [1, 4],
        [2, 2],
        [3, 3],
        [4, 1],
        [2, 2],
      ]),
    ).toEqual([0, 1, 3, 4]);
  });
});

describe("points beside another", () => {
  it("differ in one knob", () => {
    const knob = { name: "k", levels: [1, 2, 3], scale: [1, 2, 3], oneMore: null };
    const points = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => [a, b]));
    const found = neighboursOf({ points, knobs: [knob, knob] as never }, 4);
    expect(found).toEqual([
      { knob: 0, point: 1 },
      { knob: 0, point: 7 },
      { knob: 1, point: 3 },
      { knob: 1, point: 5 },
    ]);
  });
});
