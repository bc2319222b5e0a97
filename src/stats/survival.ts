import { halfWidth } from "./student-t.js";

/** Lifetimes of one replication: those that ended, and how old those were that had not ended when it did. */
export interface Lifetimes {
  readonly ended: readonly number[];
  readonly open: readonly number[];
}

/** A survival curve: at each time of its grid the share that lasts longer, with a pointwise 95 % interval. */
export interface SurvivalCurve {
  readonly share: number[];
  readonly low: number[];
  readonly high: number[];
}

/**
 * The life-table estimate of the share of lifetimes that exceed each time of a grid. What was open at the end counts as long as
 * it was seen, half of the interval in which it was lost from sight. Lifetimes of one replication share its luck, so the
 * interval comes from leaving out one replication after the other, and is none (both edges at the share) with fewer than two.
 *
 * @param grid ascending.
 * @see Cutler & Ederer, "Maximum utilization of the life table method", J. Chronic Diseases 8 (1958)
 * @see Lipsitz, Dear & Zhao, "Jackknife estimators of variance for parameter estimates from estimating equations with
 * applications to clustered survival data", Biometrics 50 (1994)
 */
export function survivalCurve(
  replications: readonly Lifetimes[],
  grid: readonly number[],
): SurvivalCurve {
  const tables = replications
    .filter(({ ended, open }) => ended.length + open.length > 0)
    .map(({ ended, open }) => ({ ended: countOn(grid, ended), open: countOn(grid, open) }));
  const all = {
    ended: added(grid.length + 1, tables, ({ ended }) => ended),
    open: added(grid.length + 1, tables, ({ open }) => open),
  };
  const share = lifeTable(all.ended, all.open);
  const without = tables.map(({ ended, open }) =>
    lifeTable(
      all.ended.map((count, i) => count - ended[i]!),
      all.open.map((count, i) => count - open[i]!),
    ),
  );
  const halves = share.map((_, i) => jackknifeHalf(without.map((curve) => curve[i]!)));
  return {
    share,
    low: share.map((value, i) => Math.max(0, value - halves[i]!)),
    high: share.map((value, i) => Math.min(1, value + halves[i]!)),
  };
}

/** How many values fall into each interval of the grid: up to its first time, its second, …, beyond its last. */
function countOn(grid: readonly number[], values: readonly number[]): number[] {
  const counts = Array.from({ length: grid.length + 1 }, () => 0);
  let place = 0;
  for (const value of values.toSorted((a, b) => a - b)) {
    while (place < grid.length && value > grid[place]!) place += 1;
    counts[place]! += 1;
  }
  return counts;
}

function added<T>(length: number, tables: readonly T[], of: (table: T) => readonly number[]) {
  const sums = Array.from({ length }, () => 0);
  for (const table of tables) for (const [i, count] of of(table).entries()) sums[i]! += count;
  return sums;
}

/** The share beyond the end of each interval but the last. */
function lifeTable(ended: readonly number[], open: readonly number[]): number[] {
  let atRisk = ended.reduce((sum, count) => sum + count, 0);
  atRisk += open.reduce((sum, count) => sum + count, 0);
  let share = 1;
  return ended.slice(0, -1).map((count, i) => {
    const exposed = atRisk - open[i]! / 2;
    if (exposed > 0) share *= Math.max(0, 1 - count / exposed);
    atRisk -= count + open[i]!;
    return share;
  });
}

/** Half the width of the interval of an estimate, from its values without one replication each. */
function jackknifeHalf(without: readonly number[]): number {
  const n = without.length;
  if (n < 2) return 0;
  const mean = without.reduce((sum, value) => sum + value, 0) / n;
  const squares = without.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return halfWidth(n, (n - 1) * squares) ?? 0;
}
