/**
 * Successive halving under common random numbers: all points that are left see the same replications, those that are significantly
 * worse or break a constraint are given up, and of the others the better half goes on, with twice as many replications each.
 *
 * @see Karnin, Koren & Somekh, "Almost optimal exploration in multi-armed bandits", ICML 2013; Jamieson & Talwalkar,
 *   "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016
 */
import { pairedDifferences, pValueBelowZero } from "../../stats/paired.js";
import { mean } from "../../stats/summary.js";
import {
  type Observe,
  type PointRule,
  type Response,
  shortfall,
  standing,
  wholeCosts,
} from "./response.js";

/** What the search goes by. */
export interface SearchRule<R extends Response = Response> {
  readonly points: number;
  /** The smallest difference of costs worth telling. */
  readonly indifference: number;
  readonly confidence: number;
  /** Replications of every point in the first round. */
  readonly first: number;
  /** Replications that the search may take. */
  readonly budget: number;
  /** What has to hold at a point that is recommended. */
  readonly constraints: readonly PointRule<R>[];
}

/** Why a point was given up: significantly worse, significantly beyond a constraint, by rank alone, or for an objective that does not apply. */
export type Reason = "worse" | "breaks" | "rank" | "does-not-apply";

/** What halving came to. */
export interface Halved<R extends Response> {
  /** Points that are left, best first; none where all break a constraint or have no cost. */
  readonly left: readonly number[];
  /** Everything that was seen, by point. */
  readonly rows: readonly (readonly R[])[];
  /** Why the others were given up. */
  readonly reasons: ReadonlyMap<number, Reason>;
  readonly replications: number;
}

/** Points that are left to the final selection. */
const FINALISTS = 4;

/** Part of the budget that halving takes. */
const PART = 0.5;

/** Halves the points until few are left. */
export async function halvePoints<R extends Response>(
  rule: SearchRule<R>,
  observe: Observe<R>,
): Promise<Halved<R>> {
  const rows: R[][] = Array.from({ length: rule.points }, () => []);
  const reasons = new Map<number, Reason>();
  const rounds = Math.max(1, Math.ceil(Math.log2(rule.points / FINALISTS)));
  let left = Array.from({ length: rule.points }, (_, point) => point);
  let [seen, replications] = [0, 0];
  const each = (PART * rule.budget) / rounds;
  for (let round = 0; round < rounds && left.length > 0; round++) {
    const until = Math.max(rule.first, seen + Math.floor(each / left.length));
    const more = await observe(left, seen, until);
    for (const [index, point] of left.entries()) rows[point]!.push(...more[index]!);
    replications += left.length * (until - seen);
    seen = until;
    left = giveUp(left, rows, rule, reasons);
    left = betterPart(left, rows, rule, reasons);
  }
  return { left, rows, reasons, replications };
}

/** Leaves out what is significantly worse than the best, breaks a constraint, or has no cost. */
function giveUp<R extends Response>(
  left: readonly number[],
  rows: readonly (readonly R[])[],
  { points, confidence, constraints }: SearchRule<R>,
  reasons: Map<number, Reason>,
): number[] {
  const alpha = (1 - confidence) / points;
  const stands = left.filter((point) => {
    const seen = rows[point]!;
    if (wholeCosts(seen) === undefined) reasons.set(point, "does-not-apply");
    else if (standing(constraints, seen, point, 1 - 2 * alpha) === "breaks")
      reasons.set(point, "breaks");
    return !reasons.has(point);
  });
  const [best] = byCost(
    stands.filter((point) => shortfall(constraints, rows[point]!, point) === 0),
    rows,
  );
  if (best === undefined) return stands;
  const bestCosts = wholeCosts(rows[best]!)!;
  return stands.filter((point) => {
    if (point === best) return true;
    const isWorse =
      pValueBelowZero(pairedDifferences(bestCosts, wholeCosts(rows[point]!)!)) < alpha;
    if (isWorse) reasons.set(point, "worse");
    return !isWorse;
  });
}

/**
 * The better half: in turn the cheapest of all, and the cheapest of those that seem to keep the constraints. Points near a bound can
 * be told from it late, and must crowd out neither those beyond it nor those within.
 */
function betterPart<R extends Response>(
  left: readonly number[],
  rows: readonly (readonly R[])[],
  { constraints }: SearchRule<R>,
  reasons: Map<number, Reason>,
): number[] {
  const room = Math.max(FINALISTS, Math.ceil(left.length / 2));
  const all = byCost(left, rows);
  const met = all.filter((point) => shortfall(constraints, rows[point]!, point) === 0);
  const order = [
    ...new Set(all.flatMap((point, index) => [...met.slice(index, index + 1), point])),
  ];
  for (const point of order.slice(room)) reasons.set(point, "rank");
  return order.slice(0, room);
}

function byCost(points: readonly number[], rows: readonly (readonly Response[])[]): number[] {
  const costs = new Map(points.map((point) => [point, mean(wholeCosts(rows[point]!)!)]));
  return points.toSorted((a, b) => costs.get(a)! - costs.get(b)! || a - b);
}
