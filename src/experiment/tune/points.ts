/** Points of a search with what their replications say of them. */
import { limitsOf } from "../asked-objective.js";
import type { Estimate } from "../comparison.js";
import { type Completion, completionsOfEach } from "../completion.js";
import { estimate } from "../estimate.js";
import { restricted } from "../figures.js";
import { type BoundFigure, boundFigures } from "../plan/bounds.js";
import type { Level } from "../sweep/prepare.js";
import { meanSample } from "./constraints.js";
import type { SearchRule } from "./halving.js";
import type { Tune } from "./prepare.js";
import { type Kept, keptShare, shortfall, type Standing, standing } from "./response.js";
import type { Found } from "./search.js";
import { openCount, type Seen, wholeValues } from "./seen.js";

/** A point and what was seen of it. */
export interface TunePoint {
  readonly levels: readonly Level[];
  readonly replications: number;
  /** By objective, times that were not reached counted up to the end of the wait; null where it does not apply in every replication. */
  readonly objectives: readonly (Estimate | null)[];
  /** By objective: replications in which it is a time that was not reached; the estimate is then a lower bound. */
  readonly notReached: readonly number[];
  /** By requirement: the share of replications that keep it, or the mean that is bounded. */
  readonly kept: readonly Kept[];
  /** By requirement: its bounds one by one. */
  readonly bounds: readonly (readonly BoundFigure[])[];
  readonly completion: Completion;
  /** Whether it may be recommended by these figures: it keeps what is required, finished, and reached what is a time to be made small. */
  readonly isEligible: boolean;
  readonly standing: Standing;
}

/** A search and what it is about. */
export interface Shape {
  readonly tune: Tune;
  readonly rule: SearchRule<Seen>;
  readonly found: Found<Seen>;
}

/** Confidence of the intervals that are printed. */
const CONFIDENCE = 0.95;

/** A point with what its replications say. @param completion of them. */
export function pointOf(
  { tune, rule }: Shape,
  point: number,
  { rows, completion }: { readonly rows: readonly Seen[]; readonly completion: Completion },
): TunePoint {
  const { request } = tune;
  return {
    levels: tune.points[point]!.map((level, knob) => tune.knobs[knob]!.levels[level]!),
    replications: rows.length,
    objectives: request.objectives.map((_, index) => {
      const values = wholeValues(rows, index);
      return values === null ? null : estimate(values);
    }),
    notReached: request.objectives.map((_, index) => openCount(rows, index)),
    kept: request.require.map((one, index) =>
      one.kind === "chance" ? keptShare(rows, index, CONFIDENCE) : meanKept(rows, index),
    ),
    bounds: request.require.map((one, index) =>
      boundFigures(
        limitsOf(one),
        rows.map(({ bounds }) => bounds[index]!),
      ),
    ),
    completion,
    isEligible: shortfall(rule.constraints, rows, point) === 0,
    standing: standing(rule.constraints, rows, point, CONFIDENCE),
  };
}

/** A mean that is bounded, with its interval; nulls where it applies to no replication. */
function meanKept(rows: readonly Seen[], index: number): Kept {
  const known = restricted(meanSample(rows, index)).filter((value) => value !== null);
  if (known.length === 0) return { value: null, low: null, high: null };
  const { mean, interval } = estimate(known);
  return { value: mean, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** Points with their replications, and how far the rollouts came at each. */
export function described(
  { scenarios }: Tune,
  rows: ReadonlyMap<number, readonly Seen[]>,
): ReadonlyMap<number, { readonly rows: readonly Seen[]; readonly completion: Completion }> {
  const points = [...rows];
  const completions = completionsOfEach(
    points.map(([point, seen]) => ({
      scenario: scenarios[point]!,
      rows: seen.map(({ rollouts }) => rollouts),
    })),
  );
  return new Map(
    points.map(([point, seen], i) => [point, { rows: seen, completion: completions[i]! }]),
  );
}
