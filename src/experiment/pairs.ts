import { holm } from "../stats/multiple.js";
import { pairedDifferences, pValueBelowZero, varianceRatio } from "../stats/paired.js";
import { CONFIDENCE, halfWidth } from "../stats/student-t.js";
import { mean, variance } from "../stats/summary.js";

/** Two policies compared by a metric, over the replications in which it applies to both. */
export interface PolicyPair {
  /** Positions among the policies, `a` before `b`. */
  readonly a: number;
  readonly b: number;
  /** Replications, at least two. */
  readonly n: number;
  /** Mean of a - b. */
  readonly difference: number;
  /** Of its own 95 % Student-t interval, not adjusted. */
  readonly halfWidth: number;
  /** Two-sided p-value, adjusted by Holm for all pairs of the metric. */
  readonly pValue: number;
  /** Variance of a - b over that of independent runs; null where neither varies. */
  readonly varianceRatio: number | null;
  /** Whether the difference is significant after the adjustment. */
  readonly differs: boolean;
}

/** The values of a metric under a policy, one for each replication; null where it does not apply. */
export type Values = readonly (number | null)[];

/** Compares every pair of policies by a metric. Pairs that share fewer than two replications are left out. */
export function comparePairs(samples: readonly Values[]): PolicyPair[] {
  const raw = samples.flatMap((first, a) =>
    samples.slice(a + 1).flatMap((second, after) => comparePair(first, second, a, a + 1 + after)),
  );
  const adjusted = holm(raw.map(({ pValue }) => pValue));
  return raw.map((pair, i) => ({
    ...pair,
    pValue: adjusted[i]!,
    differs: adjusted[i]! <= 1 - CONFIDENCE + ROUNDING,
  }));
}

/** 1 - 0.95 is a little more than 0.05; a p-value of exactly 0.05 is significant. */
const ROUNDING = 1e-12;

function comparePair(
  first: Values,
  second: Values,
  a: number,
  b: number,
): Omit<PolicyPair, "differs">[] {
  const both = first.flatMap((value, i) => {
    const other = second[i];
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

/** Whether policy `winner` is significantly better than `loser`; `sign` is 1 where less is better, -1 where more is. */
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
