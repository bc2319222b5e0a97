/** Main effects: what a factor does on average over the others. Every figure is a mean of differences under the same luck. */
import { mean } from "../../stats/summary.js";
import { pValueBelowZero } from "../../stats/paired.js";
import type { Estimate } from "../comparison.js";
import { estimate } from "../estimate.js";
import type { Point } from "./design.js";
import type { Factor, Level } from "./prepare.js";

/** Responses of one metric: `table[point][replication]`, the same replications at every point. */
export type Table = readonly (readonly number[])[];

/** The difference that one level makes against another. */
export interface Effect {
  readonly from: Level;
  readonly to: Level;
  /** Of `to` minus `from`, over replications, in the unit of the metric. */
  readonly change: Estimate;
  /** Probability of a change as great as this by luck alone, were there none: the two-sided paired t-test. */
  readonly p: number;
}

/** The mean at a level over all levels of the other factors. */
export interface LevelMean {
  readonly level: Level;
  readonly mean: Estimate;
}

/** What a factor does to a metric. */
export interface MainEffect {
  readonly levels: readonly LevelMean[] | null;
  /** Figures: the last level against the first. Names: each against the first. */
  readonly effects: readonly Effect[];
}

/** The change of a metric from one level to another, by its differences in each replication. */
export function effectOf(from: Level, to: Level, differences: readonly number[]): Effect {
  const opposite = differences.map((difference) => -difference);
  const p = 2 * Math.min(pValueBelowZero(differences), pValueBelowZero(opposite));
  return { from, to, change: estimate(differences), p: Math.min(1, p) };
}

/** Levels of a factor whose effect is told, each against the first. */
export function toldLevels({ levels, scale }: Factor): readonly number[] {
  const all = [...levels.keys()].slice(1);
  return scale === null ? all : all.slice(-1);
}

/** Main effects of a full grid, or of one factor at a time: differences of the means at the levels. */
export function gridEffects(
  factors: readonly Factor[],
  points: readonly Point[],
  table: Table,
): readonly MainEffect[] {
  return factors.map((factor, index) => {
    const means = factor.levels.map((_, level) =>
      columnMeans(table.filter((_, point) => points[point]![index] === level)),
    );
    return {
      levels: factor.levels.map((level, at) => ({ level, mean: estimate(means[at]!) })),
      effects: toldLevels(factor).map((level) =>
        effectOf(
          factor.levels[0]!,
          factor.levels[level]!,
          means[level]!.map((value, replication) => value - means[0]![replication]!),
        ),
      ),
    };
  });
}

function columnMeans(rows: Table): readonly number[] {
  return rows[0]!.map((_, column) => mean(rows.map((row) => row[column]!)));
}
