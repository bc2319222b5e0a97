import { signedRank, type SignedRank } from "../src/stats/signed-rank.js";
import type { Catch, Hunt } from "./hunt.js";
import type { Mutant } from "./mutant.js";

/** What the searches for all mutants came to. */

/** One mutant and what came of the searches for it. */
export interface Pursuit {
  readonly mutant: Mutant;
  readonly hunts: readonly Hunt[];
  /** In the order of the hunts. */
  readonly catches: readonly Catch[];
  /** Invariants that do not hold in its arena without it either: they catch nothing. */
  readonly noise: readonly string[];
}

/** What becomes of one mutant in the table. */
export interface Row {
  readonly mutant: Mutant;
  /** Invariants that caught it, in the order of the searches. */
  readonly caughtBy: readonly string[];
  /** Median of the seeds that guided searches needed; Infinity where half of them or more found nothing. */
  readonly seeds: number;
  /** The same of plain searches. */
  readonly plainSeeds: number;
  readonly isKilled: boolean;
}

/** All in all. */
export interface Summary {
  readonly rows: readonly Row[];
  readonly killed: number;
  /** Median over the mutants of the seeds that they need. */
  readonly medianSeeds: number;
  readonly survivors: readonly string[];
  /** Whether plain searches need more seeds than guided ones, over the mutants. */
  readonly guidance: SignedRank;
  /** Median over the mutants that differ of plain over guided seeds. */
  readonly ratio: number;
}

/** Sums up. @param runs most runs of a search: what a mutant that was not caught counts as in the comparison. */
export function summarise(pursuits: readonly Pursuit[], runs: number): Summary {
  const rows = pursuits.map(rowOf);
  const logs = pursuits.map(
    (pursuit) => meanLog(pursuit, "plain", runs) - meanLog(pursuit, "guided", runs),
  );
  const differing = logs.filter((log) => log !== 0);
  return {
    rows,
    killed: rows.filter(({ isKilled }) => isKilled).length,
    medianSeeds: median(rows.map(({ seeds }) => seeds)),
    survivors: rows.filter(({ isKilled }) => !isKilled).map(({ mutant }) => mutant.name),
    guidance: signedRank(logs.map((log) => Math.round(log * 1e9) / 1e9)),
    ratio: differing.length === 0 ? 1 : Math.exp(median(differing)),
  };
}

function rowOf(pursuit: Pursuit): Row {
  const { mutant, catches } = pursuit;
  const seeds = median(seedsOf(pursuit, "guided"));
  return {
    mutant,
    caughtBy: [...new Set(catches.flatMap((one) => (isKill(pursuit, one) ? one.invariant : [])))],
    seeds,
    plainSeeds: median(seedsOf(pursuit, "plain")),
    isKilled: Number.isFinite(seeds),
  };
}

function seedsOf(pursuit: Pursuit, method: Hunt["method"]): number[] {
  const { hunts, catches } = pursuit;
  return catches.flatMap((one, index) => {
    if (hunts[index]!.method !== method) return [];
    return isKill(pursuit, one) ? one.run! : Number.POSITIVE_INFINITY;
  });
}

/** What the arena shows without the mutant is no proof of it. */
function isKill({ noise }: Pursuit, { run, invariant }: Catch): boolean {
  return run !== undefined && !noise.includes(invariant);
}

/** Mean of the logarithms of the seeds: a search that needs twice as many is as much worse at 10 as at 100. */
function meanLog(pursuit: Pursuit, method: Hunt["method"], runs: number): number {
  const seeds = seedsOf(pursuit, method);
  return seeds.reduce((sum, one) => sum + Math.log(Math.min(one, 2 * runs)), 0) / seeds.length;
}

/** The lower of the two in the middle where there are two. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}
