import { searchPoints } from "../src/experiment/tune/search.js";
import { shareRule } from "../src/experiment/tune/response.js";
import type { SearchRule } from "../src/experiment/tune/halving.js";
import { wilson } from "../src/stats/proportion.js";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { BenchResult, ResultRow } from "./result.js";
import { type Valley, valley } from "./valley.js";

/** Seeds of each case. */
const SEEDS = 200;

/** New replications of the recommended point. */
const FINAL = 50;

/** Cases, each with the indifference that its answers have to come within. */
const CASES: readonly (Valley & { readonly name: string; readonly indifference: number })[] = [
  {
    name: "400 points, flat valley",
    side: 20,
    slope: 0.5,
    shared: 4,
    own: 2,
    limit: null,
    indifference: 1,
  },
  {
    name: "400 points, steep valley",
    side: 20,
    slope: 2,
    shared: 4,
    own: 2,
    limit: null,
    indifference: 1,
  },
  {
    name: "400 points, no shared luck",
    side: 20,
    slope: 0.5,
    shared: 0,
    own: 2,
    limit: null,
    indifference: 1,
  },
  {
    name: "400 points, 10 columns broken",
    side: 20,
    slope: 0.5,
    shared: 4,
    own: 2,
    limit: 10,
    indifference: 1,
  },
];

/**
 * Replications of the full grid: so many of each point that paired intervals, adjusted for all comparisons with the best, are no
 * wider than the indifference each way.
 */
function fullGrid({ side, own }: Valley, indifference: number): number {
  const points = side * side;
  const spread = Math.SQRT2 * own;
  const z = tQuantile(1 - 0.05 / (2 * (points - 1)), 1e6);
  return points * Math.ceil(((z * spread) / indifference) ** 2);
}

async function row(one: (typeof CASES)[number]): Promise<ResultRow> {
  const points = one.side * one.side;
  const full = fullGrid(one, one.indifference);
  const rule: SearchRule = {
    points,
    indifference: one.indifference,
    confidence: 0.95,
    first: 5,
    budget: Math.floor(0.1 * full) - FINAL,
    constraints: one.limit === null ? [] : [shareRule(0, 0.9)],
  };
  let [near, replications] = [0, 0];
  const start = performance.now();
  for (let seed = 0; seed < SEEDS; seed++) {
    const { truth, observe } = valley(one, `${one.name} ${seed}`);
    const found = await searchPoints(rule, FINAL, observe);
    const able = [...Array(points).keys()].filter((point) => point % one.side >= (one.limit ?? 0));
    const least = Math.min(...able.map(truth));
    const { best } = found;
    if (best !== null && able.includes(best) && truth(best) <= least + one.indifference) near += 1;
    replications += found.replications;
  }
  const mean = replications / SEEDS;
  return {
    name: one.name,
    figures: {
      "within [%]": (100 * near) / SEEDS,
      "at least [%]": 100 * wilson(near, SEEDS).low,
      replications: mean,
      "full grid": full,
      "of it [%]": (100 * mean) / full,
      "ms/answer": (performance.now() - start) / SEEDS,
    },
  };
}

/** How often `shakedown tune` comes within the indifference of a known optimum, and with what part of the full grid. */
export async function tune(): Promise<BenchResult> {
  const rows: ResultRow[] = [];
  for (const one of CASES) rows.push(await row(one));
  return {
    subject: "tune",
    about: `A response with a known optimum, ${SEEDS} seeds each: how often the point found is within the indifference, and replications against those of the full grid.`,
    rows,
  };
}
