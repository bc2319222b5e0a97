import { holm } from "../../stats/multiple.js";
import { seedKey } from "../../random/draw.js";
import { observeScenarios } from "../observe.js";
import { referenceTo, type ScenarioReference } from "../scenario-reference.js";
import type { BatchOptions } from "../run-batches.js";
import {
  AS_IT_IS,
  gridPoints,
  latinHypercube,
  oneAtATime,
  pointKey,
  type Point,
  type SobolDesign,
  sobolPoints,
} from "./design.js";
import { type Effect, effectOf, gridEffects, type MainEffect } from "./effects.js";
import { explainedByLines, hypercubeEffects } from "./hypercube-effects.js";
import type { Level, StepUnit, Sweep, Turned } from "./prepare.js";
import { type Fit, polynomialFit } from "./polynomials.js";
import { type FactorShare, gridShares, hypercubeShares } from "./shares.js";

/** A change and whether it is significant, adjusted for all effects of its metric. */
export interface JudgedEffect extends Effect {
  readonly isShown: boolean;
}

/** What the next value of a factor does to the scenario as it is. */
export interface NextEffect extends JudgedEffect {
  /** From the value to the next [`unit`]. */
  readonly size: number;
  readonly unit: StepUnit;
}

/** What a factor does to a metric. */
export interface FactorResult extends Omit<MainEffect, "effects"> {
  readonly factor: string;
  readonly effects: readonly JudgedEffect[];
  /** Null where the factors do nothing that could be told from luck, and where they are varied one at a time. */
  readonly share: FactorShare | null;
  /** Null where the factor has no next value. */
  readonly oneMore: NextEffect | null;
}

/** What the factors do to one metric. */
export interface MetricResult {
  readonly metric: string;
  /** Replications of those run in which the metric applies at every point; only these count. */
  readonly replications: number;
  /** Empty where fewer than three replications are left. */
  readonly factors: readonly FactorResult[];
  /** Share of the variance between points that straight lines explain, of a hypercube; null elsewhere. */
  readonly explained: number | null;
}

/** The result of a sweep: plain data, what reports are made from. */
export interface SweepAnswer {
  readonly scenario: ScenarioReference;
  readonly seed: string;
  readonly policy: string;
  readonly design: Sweep["request"]["design"];
  readonly factors: readonly { readonly name: string; readonly levels: readonly Level[] }[];
  /** Different points that were run, those of one more included. */
  readonly points: number;
  readonly replications: number;
  readonly metrics: readonly MetricResult[];
  /** Mean of every metric at every point of the design; null: does not apply, or a level as the scenario has it. */
  readonly table: readonly {
    readonly levels: readonly (Level | null)[];
    readonly means: Readonly<Record<string, number | null>>;
  }[];
}

/** How a sweep is run. */
export interface SweepOptions extends BatchOptions {
  readonly seed: string;
  /** Told before the first replication how many there will be. */
  readonly onBegin?: (replications: number) => void;
}

/** Level of significance of an effect, over all of a metric. */
const ALPHA = 0.05;

/** Fewest replications from which anything is said. */
const FEWEST = 3;

/**
 * Runs a sweep and says what its factors do.
 *
 * @throws Interrupted where the signal says so.
 * @throws ScenarioError with every value of a point that makes no scenario.
 */
export async function answerSweep(sweep: Sweep, options: SweepOptions): Promise<SweepAnswer> {
  const { base, request, policy, factors } = sweep;
  const design = designOf(sweep, options.seed);
  const run = await runPoints(sweep, design.all, options);
  return {
    scenario: referenceTo(base),
    seed: options.seed,
    policy,
    design: request.design,
    factors: factors.map(({ name, levels }) => ({ name, levels })),
    points: run.count,
    replications: request.replications,
    metrics: request.metrics.map((metric) => metricResult(metric, sweep, design, run)),
    table: design.main.map((point) => ({
      levels: point.map((level, factor) => factors[factor]!.levels[level] ?? null),
      means: Object.fromEntries(
        request.metrics.map((metric) => [metric, meanOf(run.at.get(pointKey(point))![metric]!)]),
      ),
    })),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

/** The points of a sweep: those whose main effects are told, and all that have to be run. */
interface Design {
  readonly main: readonly Point[];
  readonly all: readonly Point[];
  readonly cubes: (SobolDesign & { readonly fit: Fit }) | null;
}

function designOf({ request, factors }: Sweep, seedText: string): Design {
  const levels = factors.map((factor) => factor.levels.length);
  if (request.design !== "latin-hypercube") {
    const main = request.design === "grid" ? gridPoints(levels) : oneAtATime(levels);
    return { main, all: main, cubes: null };
  }
  const { points } = request;
  const seed = seedKey(seedText);
  const a = latinHypercube(levels, { points, seed, set: 0 });
  const b = latinHypercube(levels, { points, seed, set: 1 });
  const all = sobolPoints({ a, b });
  return { main: [...a, ...b], all, cubes: { a, b, fit: polynomialFit(all, levels) } };
}

/** Values of metrics by name, one per replication in order; null: does not apply. */
type Observed = Readonly<Record<string, readonly (number | null)[]>>;

/** What was seen at the points, at the scenario as it is, and at one more of each factor. */
interface Run {
  readonly at: ReadonlyMap<string, Observed>;
  readonly oneMore: readonly {
    readonly factor: number;
    readonly before: Observed;
    readonly after: Observed;
  }[];
  readonly count: number;
}

async function runPoints(
  sweep: Sweep,
  points: readonly Point[],
  { seed, onBegin, ...options }: SweepOptions,
): Promise<Run> {
  const { factors, request, policy } = sweep;
  const { replications, metrics } = request;
  const different = new Map(points.map((point) => [pointKey(point), point]));
  const more = factors.flatMap(({ oneMore }, factor) =>
    oneMore === null ? [] : [{ factor, level: oneMore.to }],
  );
  const turned = [
    ...[...different.values()].map((point) => turnedTo(point, factors)),
    ...(more.length === 0 ? [] : [[], ...more.map((one) => [one])]),
  ];
  const wanted = sweep.scenariosAt(turned).map((scenario) => ({ ...scenario, seed }));
  // The scenario as it is may be a point of the design as well.
  const scenarios = [...new Map(wanted.map((scenario) => [scenario.hash, scenario])).values()];
  onBegin?.(scenarios.length * replications);
  const asked = { policy, from: 0, until: replications };
  const rows = await observeScenarios(
    scenarios,
    asked,
    ({ scalars }) => metrics.map((metric) => scalars[metric] ?? null),
    options,
  );
  const byHash = new Map(
    rows.map((row, index): [string, Observed] => [
      scenarios[index]!.hash,
      Object.fromEntries(metrics.map((metric, at) => [metric, row.map((values) => values[at]!)])),
    ]),
  );
  const seen = wanted.map(({ hash }) => byHash.get(hash)!);
  const [before, ...after] = seen.slice(different.size);
  return {
    at: new Map([...different.keys()].map((key, index) => [key, seen[index]!])),
    oneMore: more.map(({ factor }, index) => ({
      factor,
      before: before!,
      after: after[index]!,
    })),
    count: scenarios.length,
  };
}

function turnedTo(point: Point, factors: Sweep["factors"]): readonly Turned[] {
  return point.flatMap((level, factor) =>
    level === AS_IT_IS ? [] : [{ factor, level: factors[factor]!.levels[level]! }],
  );
}

function metricResult(metric: string, sweep: Sweep, design: Design, run: Run): MetricResult {
  const { factors } = sweep;
  const seen = [...run.at.values(), ...run.oneMore.flatMap(({ before, after }) => [before, after])];
  const kept = seen[0]![metric]!.flatMap((_, replication) =>
    seen.every((observed) => observed[metric]![replication] !== null) ? [replication] : [],
  );
  if (kept.length < FEWEST) {
    return { metric, replications: kept.length, factors: [], explained: null };
  }
  const valuesOf = (observed: Observed): number[] => kept.map((i) => observed[metric]![i]!);
  const table = design.main.map((point) => valuesOf(run.at.get(pointKey(point))!));
  const levels = factors.map((factor) => factor.levels.length);
  const { cubes } = design;
  const responses = new Map([...run.at].map(([key, observed]) => [key, valuesOf(observed)]));
  const mains =
    cubes === null
      ? gridEffects(factors, design.main, table)
      : hypercubeEffects(factors, cubes, responses);
  const shares =
    cubes !== null
      ? hypercubeShares(cubes, cubes.fit, responses)
      : sweep.request.design === "grid"
        ? gridShares(levels, design.main, table)
        : null;
  const more = factors.map((factor, index) => {
    const found = run.oneMore.find((one) => one.factor === index);
    if (found === undefined || factor.oneMore === null) return null;
    const after = valuesOf(found.after);
    const differences = valuesOf(found.before).map((value, i) => after[i]! - value);
    return effectOf(factor.oneMore.from, factor.oneMore.to, differences);
  });
  return {
    metric,
    replications: kept.length,
    factors: judged(sweep, mains, more).map((result, index) => ({
      ...result,
      share: shares?.[index] ?? null,
    })),
    explained: cubes === null ? null : explainedByLines(factors, design.main, table),
  };
}

/** Adjusts the verdicts for all effects of a metric. */
function judged(
  { factors }: Sweep,
  mains: readonly MainEffect[],
  more: readonly (Effect | null)[],
): readonly Omit<FactorResult, "share">[] {
  const all = [...mains.flatMap(({ effects }) => effects), ...more.filter((one) => one !== null)];
  const adjusted = holm(all.map(({ p }) => p));
  const isShown = new Map(all.map((effect, index) => [effect, adjusted[index]! < ALPHA]));
  const judge = (effect: Effect): JudgedEffect => ({ ...effect, isShown: isShown.get(effect)! });
  return factors.map(({ name, oneMore: step }, index) => {
    const one = more[index] ?? null;
    return {
      factor: name,
      levels: mains[index]!.levels,
      effects: mains[index]!.effects.map(judge),
      oneMore:
        one === null || step === null ? null : { ...judge(one), size: step.size, unit: step.unit },
    };
  });
}
