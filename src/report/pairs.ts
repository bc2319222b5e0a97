import type { PolicyResult } from "../experiment/comparison.js";
import type { PolicyPair } from "./report.js";
import { holm } from "../stats/multiple.js";
import { pairedDifferences, pValueBelowZero, varianceRatio } from "../stats/paired.js";
import { CONFIDENCE, halfWidth } from "../stats/student-t.js";
import { mean, variance } from "../stats/summary.js";

/** Compares every pair of policies by a metric. Pairs that share fewer than two replications are left out. */
export function comparePairs(policies: readonly PolicyResult[], metric: string): PolicyPair[] {
  const raw = policies.flatMap((first, a) =>
    policies
      .slice(a + 1)
      .flatMap((second, after) => comparePair(first, second, metric, a, a + 1 + after)),
  );
  const adjusted = holm(raw.map(({ pValue }) => pValue));
  return raw.map((pair, i) => ({
    ...pair,
    pValue: adjusted[i]!,
    differs: adjusted[i]! <= 1 - CONFIDENCE + ROUNDING,
  }));
}

/** 1 - 0.95 is a little more than 0.05; a p-value of exactly 0.05 is beyond chance. */
const ROUNDING = 1e-12;

function comparePair(
  first: PolicyResult,
  second: PolicyResult,
  metric: string,
  a: number,
  b: number,
): Omit<PolicyPair, "differs">[] {
  const theirs = second.values[metric] ?? [];
  const both = (first.values[metric] ?? []).flatMap((value, i) => {
    const other = theirs[i];
    return value === null || typeof other !== "number" ? [] : [[value, other] as const];
  });
  if (both.length < 2) return [];
  const mine = both.map(([value]) => value);
  const others = both.map(([, value]) => value);
  const gaps = pairedDifferences(mine, others);
  return [
    {
      a,
      b,
      n: gaps.length,
      difference: mean(gaps),
      halfWidth: halfWidth(gaps.length, variance(gaps))!,
      pValue: Math.min(
        1,
        2 * Math.min(pValueBelowZero(gaps), pValueBelowZero(gaps.map((gap) => -gap))),
      ),
      varianceRatio: varianceRatio(mine, others),
    },
  ];
}

/** Whether policy `winner` is better than `loser` beyond chance; `sign` is 1 where less is better, -1 where more is. */
export function beats(
  pairs: readonly PolicyPair[],
  winner: number,
  loser: number,
  sign: number,
): boolean {
  return pairs.some(
    ({ a, b, difference, differs }) =>
      differs &&
      ((a === winner && b === loser && sign * difference < 0) ||
        (a === loser && b === winner && sign * difference > 0)),
  );
}
