import type { PolicyResult } from "../experiment/comparison.js";
import { pairedDifferences } from "../stats/paired.js";
import { halfWidth } from "../stats/student-t.js";
import { mean, variance } from "../stats/summary.js";

/** Whether the 95 % interval of the paired difference lies wholly on the better side. */
export function beats(a: PolicyResult, b: PolicyResult, metric: string, sign: number): boolean {
  const mine = a.values[metric] ?? [];
  const theirs = b.values[metric] ?? [];
  const pairs = mine.flatMap((value, i) => {
    const other = theirs[i];
    return value === null || typeof other !== "number" ? [] : [[value, other] as const];
  });
  if (pairs.length < 2) return false;
  const gaps = pairedDifferences(
    pairs.map(([value]) => value),
    pairs.map(([, value]) => value),
  );
  const half = halfWidth(gaps.length, variance(gaps)) ?? Number.POSITIVE_INFINITY;
  return sign * mean(gaps) + half < 0;
}
