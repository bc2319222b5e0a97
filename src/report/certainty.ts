import { answerMetric } from "../experiment/answer-metric.js";
import type { Comparison, PolicyResult } from "../experiment/comparison.js";
import { compareWithBest, confidenceBest } from "../stats/with-best.js";
import { comparePairs } from "./pairs.js";
import type { Certainty, StandingWithBest } from "./report.js";

/** Says how sure the answer of a comparison is; null where there is one policy only. */
export function certaintyOf({ policies, scenario }: Comparison): Certainty | null {
  if (policies.length < 2) return null;
  const metric = answerMetric(scenario.containers);
  return { metric, pairs: comparePairs(policies, metric), withBest: standings(policies, metric) };
}

function standings(policies: readonly PolicyResult[], metric: string): StandingWithBest[] {
  const columns = policies.map(({ values }) => values[metric] ?? []);
  const applies = [...columns[0]!.keys()].filter((i) =>
    columns.every((column) => typeof column[i] === "number"),
  );
  if (applies.length < 2) return [];
  const samples = columns.map((column) => applies.map((i) => column[i]!));
  return compareWithBest(samples).map(({ low, high }, i) => ({
    confidence: confidenceBest(samples, i),
    low,
    high,
  }));
}
