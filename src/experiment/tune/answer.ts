import { holm } from "../../stats/multiple.js";
import type { Estimate } from "../comparison.js";
import { observeScenarios, type ObserveOptions } from "../observe.js";
import { referenceTo, type ScenarioReference } from "../scenario-reference.js";
import { effectOf } from "../sweep/effects.js";
import type { Level } from "../sweep/prepare.js";
import { rulesOf } from "./constraints.js";
import { paretoFront } from "./front.js";
import type { Reason, SearchRule } from "./halving.js";
import { neighboursOf } from "./neighbours.js";
import { described, pointOf, type Shape, type TunePoint } from "./points.js";
import type { Tune } from "./prepare.js";
import { type Observe, shortfall } from "./response.js";
import { orientedMeans, type Seen, seenOf, wholeValues } from "./seen.js";
import { finalRange, type Found, searchPoints } from "./search.js";

export type { TunePoint } from "./points.js";

/** A difference from the recommended point in one objective. */
export interface Cost {
  readonly change: Estimate;
  /** Whether it is significant, adjusted for all differences that are printed. */
  readonly isShown: boolean;
}

/** A point beside the recommended one, under the same luck. */
export interface Deviation extends TunePoint {
  /** What it costs against the recommended point, by objective; null where one of the two does not apply. */
  readonly costs: readonly (Cost | null)[];
}

/** The result of tuning: plain data, what reports are made from. */
export interface TuneAnswer {
  readonly scenario: ScenarioReference;
  readonly seed: string;
  readonly policy: string;
  readonly request: Tune["request"];
  readonly knobs: readonly { readonly name: string; readonly levels: readonly Level[] }[];
  /** Null where no point that was tried keeps the constraints. */
  readonly best: TunePoint | null;
  /** Where there is no best: the point that comes nearest to the constraints; null where objectives apply nowhere. */
  readonly nearest: TunePoint | null;
  /** Points that the final selection chose among. */
  readonly finalists: number;
  /** Whether the selection came to its end, so that its guarantee holds. */
  readonly isSelected: boolean;
  /** One knob turned at a time, in the order of the knobs. */
  readonly deviations: readonly (Deviation & { readonly knob: number })[];
  /** The front among the points that seem to keep the constraints, by the first objective; empty for one objective. */
  readonly front: readonly Deviation[];
  /** Points that were on the front of the search and left out of the new replications for want of room. */
  readonly leftOut: number;
  /** Every point as the search saw it, and why it was given up; null: it was not. */
  readonly points: readonly (TunePoint & { readonly givenUp: Reason | null })[];
  /** Replications of the search, and of all. */
  readonly searched: number;
  readonly replications: number;
}

/** How knobs are tuned. */
export interface TuneOptions extends ObserveOptions {
  readonly seed: string;
  /** Told before each stretch: points and replications of each. */
  readonly onLook?: (points: number, replications: number) => void;
}

/** Level of significance of a difference, over all that are printed. */
const ALPHA = 0.05;

/** Points of the front that get new replications at most. */
const MOST_OF_FRONT = 16;

/**
 * Searches the knobs of a scenario for their best values.
 *
 * @throws Interrupted where the signal says so.
 */
export async function answerTune(tune: Tune, options: TuneOptions): Promise<TuneAnswer> {
  const { request, base, knobs } = tune;
  const { replications } = request;
  const rule = ruleOf(tune);
  const observe = observer(tune, options);
  const found = await searchPoints(rule, replications.final, observe);
  const shape = { tune, rule, found };
  const final = await observeFinal(shape, observe);
  const looked = described(tune, final.rows);
  const searchedRows = described(tune, new Map(found.halved.rows.entries()));
  const beside = besideBest(shape, final.rows, looked);
  const { best, nearest } = found;
  const searched = found.replications - found.checked.size * replications.final;
  return {
    scenario: referenceTo(base),
    seed: options.seed,
    policy: tune.policy,
    request,
    knobs: knobs.map((knob) => ({ name: knob.name, levels: knob.levels })),
    best: best === null ? null : pointOf(shape, best, looked.get(best)!),
    nearest:
      best !== null || nearest === null
        ? null
        : pointOf(shape, nearest, looked.get(nearest) ?? searchedRows.get(nearest)!),
    finalists: found.finalists.length,
    isSelected: found.isSelected,
    deviations: beside.deviations,
    front: beside.front,
    leftOut: final.leftOut,
    points: tune.points.map((_, point) => ({
      ...pointOf(shape, point, searchedRows.get(point)!),
      givenUp: found.halved.reasons.get(point) ?? null,
    })),
    searched,
    replications: searched + final.rows.size * replications.final,
  };
}

/** What a search goes by. */
function ruleOf(tune: Tune): SearchRule<Seen> {
  const { request, points } = tune;
  const { indifference, confidence, replications } = request;
  const { first, budget } = replications;
  const constraints = rulesOf(tune);
  return { points: points.length, indifference, confidence, first, budget, constraints };
}

function observer(tune: Tune, { seed, onLook, ...options }: TuneOptions): Observe<Seen> {
  const { request, policy } = tune;
  return (points, from, until) => {
    onLook?.(points.length, until - from);
    const scenarios = points.map((point) => ({ ...tune.scenarios[point]!, seed }));
    return observeScenarios(
      scenarios,
      { policy, from, until },
      (row) => seenOf(row, request, tune.base),
      options,
    );
  };
}

/** New replications of the points beside the recommended one and of those on the front of the search. */
async function observeFinal({ tune, rule, found }: Shape, observe: Observe<Seen>) {
  const rows = new Map(found.checked);
  if (found.best === null) return { rows, leftOut: 0 };
  const front = searchedFront(tune, rule, found);
  const room = front.slice(0, MOST_OF_FRONT);
  const wanted = [...neighboursOf(tune, found.best).map(({ point }) => point), ...room];
  const missing = [...new Set(wanted)].filter((point) => !rows.has(point));
  const { from, until } = finalRange(rule, tune.request.replications.final);
  const seen = missing.length === 0 ? [] : await observe(missing, from, until);
  for (const [index, point] of missing.entries()) rows.set(point, seen[index]!);
  return { rows, leftOut: front.length - room.length };
}

/** The front by the replications that the search gave every point; where it is long, spread over the first objective. */
function searchedFront(
  tune: Tune,
  rule: SearchRule<Seen>,
  { halved }: Found<Seen>,
): readonly number[] {
  if (tune.request.objectives.length < 2) return [];
  const fair = halved.rows.map((rows) => rows.slice(0, rule.first));
  const able = [...fair.keys()].filter(
    (point) =>
      halved.reasons.get(point) !== "breaks" &&
      shortfall(rule.constraints, halved.rows[point]!, point) === 0 &&
      orientedMeans(tune, fair[point]!) !== null,
  );
  const means = able.map((point) => orientedMeans(tune, fair[point]!)!);
  const front = paretoFront(means)
    .toSorted((a, b) => means[a]![0]! - means[b]![0]! || a - b)
    .map((place) => able[place]!);
  if (front.length <= MOST_OF_FRONT) return front;
  const step = (front.length - 1) / (MOST_OF_FRONT - 1);
  const spread = new Set(
    Array.from({ length: MOST_OF_FRONT }, (_, i) => front[Math.round(i * step)]!),
  );
  return [...spread, ...front.filter((point) => !spread.has(point))];
}

/** The points beside the recommended one and the front, with what they cost against it. */
function besideBest(
  shape: Shape,
  rows: ReadonlyMap<number, readonly Seen[]>,
  looked: ReturnType<typeof described>,
) {
  const { tune, rule, found } = shape;
  const { best } = found;
  if (best === null) return { deviations: [], front: [] };
  const asked = neighboursOf(tune, best).filter(({ point }) => rows.has(point));
  const able = [...rows.keys()].filter(
    (point) =>
      shortfall(rule.constraints, rows.get(point)!, point) === 0 &&
      orientedMeans(tune, rows.get(point)!) !== null,
  );
  const means = able.map((point) => orientedMeans(tune, rows.get(point)!)!);
  const hasFront = tune.request.objectives.length > 1;
  const front = (hasFront ? paretoFront(means) : [])
    .toSorted((a, b) => means[a]![0]! - means[b]![0]!)
    .map((place) => able[place]!);
  const others = [...new Set([...asked.map(({ point }) => point), ...front])];
  const costs = judgedCosts(
    others.map((point) => rows.get(point)!),
    rows.get(best)!,
    tune,
  );
  const deviationOf = (point: number): Deviation => ({
    ...pointOf(shape, point, looked.get(point)!),
    costs: costs[others.indexOf(point)]!,
  });
  return {
    deviations: asked.map(({ knob, point }) => ({ knob, ...deviationOf(point) })),
    front: front.map(deviationOf),
  };
}

function judgedCosts(
  others: readonly (readonly Seen[])[],
  best: readonly Seen[],
  { request }: Tune,
): readonly (readonly (Cost | null)[])[] {
  const effects = others.map((rows) =>
    request.objectives.map((_, index) => {
      const [mine, base] = [wholeValues(rows, index), wholeValues(best, index)];
      if (mine === null || base === null) return null;
      return effectOf(
        0,
        1,
        mine.map((value, i) => value - base[i]!),
      );
    }),
  );
  const known = effects.flat().filter((effect) => effect !== null);
  const adjusted = holm(known.map(({ p }) => p));
  const shown = new Map(known.map((effect, index) => [effect, adjusted[index]! < ALPHA]));
  return effects.map((list) =>
    list.map((effect) => effect && { change: effect.change, isShown: shown.get(effect)! }),
  );
}
