import { holm } from "../../stats/multiple.js";
import { seedKey } from "../../random/draw.js";
import { referenceTo, type ScenarioReference } from "../scenario-reference.js";
import {
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
import { pointResults, type SweepPoint } from "./point-results.js";
import type { Level, StepUnit, Sweep } from "./prepare.js";
import { type Fit, polynomialFit } from "./polynomials.js";
import { type Observed, type Run, runPoints, type RunOptions } from "./run-points.js";
import { type FactorShare, gridShares, hypercubeShares } from "./shares.js";

export type { SweepPoint } from "./point-results.js";

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
  /** Points that were run, those at which it applied in no replication, and those at which it is a time that some replication did not reach. */
  readonly points: { readonly all: number; readonly never: number; readonly open: number };
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
  /** Every point of the design, in its order. */
  readonly table: readonly SweepPoint[];
}

/** How a sweep is run. */
export type SweepOptions = RunOptions;

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
    table: pointResults(sweep, design.main, run),
  };
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

function metricResult(metric: string, sweep: Sweep, design: Design, run: Run): MetricResult {
  const { factors } = sweep;
  const seen = [
    ...new Set([
      ...run.at.values(),
      ...run.oneMore.flatMap(({ before, after }) => [before, after]),
    ]),
  ];
  const kept = seen[0]!.values[metric]!.flatMap((_, replication) =>
    seen.every(({ values }) => values[metric]![replication] !== null) ? [replication] : [],
  );
  const points = {
    all: seen.length,
    never: seen.filter(({ values }) => values[metric]!.every((value) => value === null)).length,
    open: seen.filter(({ notReached }) => notReached[metric]! > 0).length,
  };
  if (kept.length < FEWEST) {
    return { metric, replications: kept.length, points, factors: [], explained: null };
  }
  const valuesOf = ({ values }: Observed): number[] => kept.map((i) => values[metric]![i]!);
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
    points,
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
