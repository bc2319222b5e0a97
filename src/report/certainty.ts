import type { Comparison } from "../experiment/comparison.js";
import type { Certainty } from "./report.js";

/** How sure the answer of a comparison is; null where there is one policy only. */
export function certaintyOf({ policies, verdict }: Comparison): Certainty | null {
  if (policies.length < 2) return null;
  return {
    metric: verdict.objective.metric,
    pairs: verdict.pairs,
    withBest: verdict.standings.map(({ confidence, low, high }) =>
      confidence === null || low === null || high === null ? null : { confidence, low, high },
    ),
  };
}
