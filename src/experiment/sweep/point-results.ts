/** What a sweep found at each of its points: means, who finished there, and which constraints hold. */
import { boundText, holdAgainst } from "../bounds.js";
import { type Completion, completionsOfEach } from "../completion.js";
import { figureKey } from "../../metrics/figure.js";
import { objectiveOf } from "../rank-rows.js";
import type { ConstraintResult } from "../verdict.js";
import { pointKey, type Point } from "./design.js";
import type { Level, Sweep } from "./prepare.js";
import type { Observed, Run } from "./run-points.js";

/** A point of the design. */
export interface SweepPoint {
  /** Null: as the scenario has it. */
  readonly levels: readonly (Level | null)[];
  /** Of every metric, times that were not reached counted up to the end of the wait; null: does not apply in every replication. */
  readonly means: Readonly<Record<string, number | null>>;
  /** By metric: replications in which it is a time that was not reached; the mean is then a lower bound. */
  readonly notReached: Readonly<Record<string, number>>;
  readonly completion: Completion;
  /** Of the scenario's objective. */
  readonly constraints: readonly ConstraintResult[];
}

/** The points of a design, in their order. */
export function pointResults(sweep: Sweep, design: readonly Point[], run: Run): SweepPoint[] {
  const { factors, request } = sweep;
  const seen = design.map((point) => run.at.get(pointKey(point))!);
  const completions = completionsOfEach(
    seen.map(({ scenario, rollouts }) => ({ scenario, rows: rollouts })),
  );
  return design.map((point, i) => ({
    levels: point.map((level, factor) => factors[factor]!.levels[level] ?? null),
    means: Object.fromEntries(
      request.metrics.map((metric) => [metric, meanOf(seen[i]!.values[metric]!)]),
    ),
    notReached: seen[i]!.notReached,
    completion: completions[i]!,
    constraints: constraintsAt(sweep, seen[i]!),
  }));
}

function constraintsAt({ base }: Sweep, { bounds }: Observed): ConstraintResult[] {
  return objectiveOf(base).constraints.map((constraint, index) => {
    const { met, found } = holdAgainst(constraint, {
      values: bounds.map(({ values }) => values[index]!),
      waited: bounds.map(({ waited }) => waited[index]!),
    });
    return { text: boundText(constraint), metric: figureKey(constraint), met, found };
  });
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : known.reduce((a, b) => a + b, 0) / known.length;
}
