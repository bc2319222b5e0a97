import { pairedDifferences } from "../stats/paired.js";
import { CONFIDENCE, halfWidth } from "../stats/student-t.js";
import { mean, variance } from "../stats/summary.js";
import { welchHalfWidth } from "../stats/welch.js";
import type { Comparison, MetricFacts, PolicyResult } from "./comparison.js";
import { findingChanges, type FindingChange } from "./findings.js";
import { restrictedValues } from "./restricted-values.js";
import type { Verdict } from "./verdict.js";

/** What differs between two comparisons, before and after a change, as plain data. */
export interface ComparisonDiff {
  readonly schema: "shakedown.diff/v1";
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** Whether both met the same luck, so that differences are taken replication by replication. */
  readonly paired: boolean;
  /** Policies that only one side has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Figures that were compared [figures]. */
  readonly compared: number;
  /** Confidence of each interval [0..1]: 95 % that none of the figures compared is called moved where luck alone moved it (Bonferroni). */
  readonly confidence: number;
  /** The figures that moved significantly, worse first, in the order of policies and metrics. */
  readonly moved: readonly MovedFigure[];
  readonly findings: readonly FindingChange[];
  /** Which policy is best on each side, by the objective of its scenario. */
  readonly verdict: { readonly before: DiffVerdict; readonly after: DiffVerdict };
}

/** The verdict of one side. */
export type DiffVerdict = Pick<Verdict, "winner" | "noWinner" | "leaders"> & {
  readonly objective: Pick<Verdict["objective"], "metric" | "goal">;
};

/** One of the two comparisons. */
export interface DiffSide {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly seed: string;
  readonly replications: number;
}

/** A figure that moved significantly. In the unit of its metric. */
export interface MovedFigure {
  readonly policy: string;
  readonly metric: string;
  readonly title: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  /** After minus before. */
  readonly change: number;
  readonly halfWidth: number;
  /** Replications behind the change. */
  readonly n: number;
  readonly direction: "better" | "worse" | "neither";
  /** Replications on each side in which it is a time that was not reached; it counts up to the end of the wait. */
  readonly notReached: { readonly before: number; readonly after: number };
  /** Whether the policy left hosts unpatched after the change: what is better may then be work that was not done. */
  readonly isUnfinished: boolean;
}

/** Compares two comparisons policy by policy, by the names they have in both. */
export function diffComparisons(before: Comparison, after: Comparison): ComparisonDiff {
  const paired = metTheSameLuck(before, after);
  const figures = figuresOfBoth(before, after);
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, figures.length);
  const moved = figures
    .flatMap((both) => movedFigure(both, paired, confidence) ?? [])
    .toSorted((a, b) => RANK[a.direction] - RANK[b.direction]);
  const namesBefore = before.policies.map(({ name }) => name);
  const namesAfter = after.policies.map(({ name }) => name);
  return {
    schema: "shakedown.diff/v1",
    before: sideOf(before),
    after: sideOf(after),
    paired,
    added: namesAfter.filter((name) => !namesBefore.includes(name)),
    removed: namesBefore.filter((name) => !namesAfter.includes(name)),
    compared: figures.length,
    confidence,
    moved,
    findings: findingChanges(before, after),
    verdict: { before: verdictOf(before), after: verdictOf(after) },
  };
}

function verdictOf({ verdict }: Comparison): DiffVerdict {
  const { winner, noWinner, leaders, objective } = verdict;
  const { metric, goal } = objective;
  return { objective: { metric, goal }, winner, noWinner, leaders };
}

const RANK = { worse: 0, better: 1, neither: 2 } as const;

/** Luck is a function of the seed and of what it is about: where both agree, replication i is the same on both sides. */
function metTheSameLuck({ scenario: a }: Comparison, { scenario: b }: Comparison): boolean {
  if (a.seed !== b.seed) return false;
  return a.hash === b.hash || (a.worldHash !== undefined && a.worldHash === b.worldHash);
}

function sideOf({ scenario, version }: Comparison): DiffSide {
  const { name, hash, seed, replications } = scenario;
  return { name, version, hash, seed, replications };
}

/** A metric of a policy that both sides have. */
interface Both {
  readonly policy: string;
  readonly metric: MetricFacts;
  readonly before: PolicyResult;
  readonly after: PolicyResult;
}

function figuresOfBoth(before: Comparison, after: Comparison): Both[] {
  return before.policies.flatMap((ofBefore) => {
    const ofAfter = after.policies.find(({ name }) => name === ofBefore.name);
    if (ofAfter === undefined) return [];
    return after.metrics
      .filter(
        ({ name }) => ofBefore.metrics[name] !== undefined && ofAfter.metrics[name] !== undefined,
      )
      .map((metric) => ({ policy: ofBefore.name, metric, before: ofBefore, after: ofAfter }));
  });
}

function movedFigure(both: Both, paired: boolean, confidence: number): MovedFigure | undefined {
  const { metric, policy } = both;
  const older = restrictedValues(both.before, metric.name);
  const newer = restrictedValues(both.after, metric.name);
  const change = paired
    ? pairedChange(older, newer, confidence)
    : freeChange(older, newer, confidence);
  // Without an interval nothing can be called significant.
  if (change === undefined || Math.abs(change.mean) <= change.half) return undefined;
  return {
    policy,
    metric: metric.name,
    title: metric.title,
    unit: metric.unit,
    before: both.before.metrics[metric.name]!.mean,
    after: both.after.metrics[metric.name]!.mean,
    change: change.mean,
    halfWidth: change.half,
    n: change.n,
    direction: directionOf(metric, change.mean),
    notReached: {
      before: both.before.metrics[metric.name]!.notReached,
      after: both.after.metrics[metric.name]!.notReached,
    },
    isUnfinished: both.after.completion.finished === false,
  };
}

function directionOf({ better }: MetricFacts, change: number): MovedFigure["direction"] {
  if (better === "neither") return "neither";
  return change < 0 === (better === "lower") ? "better" : "worse";
}

/** A change and half its interval. */
interface Change {
  readonly mean: number;
  readonly half: number;
  readonly n: number;
}

type Values = readonly (number | null)[];

/** Over the replications in which the metric applies on both sides. */
function pairedChange(older: Values, newer: Values, confidence: number): Change | undefined {
  const pairs = older.flatMap((value, i) => {
    const other = newer[i];
    return value === null || typeof other !== "number" ? [] : [[other, value] as const];
  });
  if (pairs.length < 2) return undefined;
  const changes = pairedDifferences(
    pairs.map(([value]) => value),
    pairs.map(([, value]) => value),
  );
  const half = halfWidth(changes.length, variance(changes), confidence);
  return half === null ? undefined : { mean: mean(changes), half, n: changes.length };
}

function freeChange(older: Values, newer: Values, confidence: number): Change | undefined {
  const a = newer.filter((value) => value !== null);
  const b = older.filter((value) => value !== null);
  const half = welchHalfWidth(a, b, confidence);
  if (half === null) return undefined;
  return { mean: mean(a) - mean(b), half, n: Math.min(a.length, b.length) };
}
