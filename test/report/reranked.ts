import type { Comparison } from "../../src/experiment/comparison.js";
import { restrictedValues } from "../../src/experiment/restricted-values.js";
import { judge } from "../../src/experiment/verdict.js";

/** A comparison whose policies were changed by hand, ranked anew. */
export function reranked(comparison: Comparison): Comparison {
  const { metric, unit, goal, isUsual } = comparison.verdict.objective;
  const candidates = comparison.policies.map((policy) => ({
    policy: policy.name,
    completion: policy.completion,
    constraints: policy.constraints,
    values: restrictedValues(policy, metric),
  }));
  const objective = { metric, unit, goal, constraints: [] };
  return { ...comparison, verdict: judge(objective, candidates, isUsual) };
}
