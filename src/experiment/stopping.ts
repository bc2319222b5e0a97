import { metricOutputs } from "../metrics/index.js";
import type { Scenario } from "../scenario/scenario.js";
import type { StoppingRule } from "../scenario/replications-schema.js";
import { startSelection } from "../stats/selection.js";
import { halfWidth } from "../stats/student-t.js";
import { mean, variance } from "../stats/summary.js";
import { objectiveOf } from "./rank-rows.js";
import type { ReplicationRow } from "./replication-row.js";

/** What a stopping rule says of the replications there are. */
export interface StoppingState {
  /** Replications to have next; those there are, where that is enough. */
  readonly next: number;
  /** Whether every part of the rule is met. */
  readonly isMet: boolean;
  /** Index of the policy that the selection chose; null without one, or before it has. */
  readonly chosen: number | null;
}

/**
 * Judges the first `done` replications. It depends on their results alone, never on the order in which workers gave them.
 *
 * @param rows of at least the first `done` replications of every policy.
 * @see Law, Simulation Modeling and Analysis, 5th ed., section 9.4.1: a relative error of g needs a half-width of g / (1 + g)
 */
export function judgeStopping(
  scenario: Scenario,
  rule: StoppingRule,
  rows: readonly ReplicationRow[],
  done: number,
): StoppingState {
  const policies = Object.keys(scenario.policies);
  const sample = (policy: string, metric: string): (number | null)[] => {
    const own = rows.filter((row) => row.policy === policy && row.replication < done);
    return own
      .sort((a, b) => a.replication - b.replication)
      .map(({ scalars }) => scalars[metric] ?? null);
  };
  const standard = objectiveOf(scenario).metric;
  const factor =
    rule.relativeHalfWidth === undefined
      ? 0
      : Math.max(
          0,
          ...policies.flatMap((policy) =>
            (rule.metrics ?? [standard]).map((metric) =>
              shortfall(
                sample(policy, metric).filter((value) => value !== null),
                rule.relativeHalfWidth!,
              ),
            ),
          ),
        );
  const chosen =
    rule.best === undefined || policies.length < 2
      ? null
      : choose(
          policies.map((policy) => sample(policy, rule.best!.metric ?? standard)),
          rule,
          signOf(rule.best.metric ?? standard),
        );
  const isChosen = rule.best === undefined || policies.length < 2 || chosen !== null;
  const isMet = factor <= 1 && isChosen;
  // Half-widths fall with the root of the number; at most twice as many at once, since the first estimate of a spread is rough.
  const wanted = Math.max(isChosen ? 0 : done * 1.5, done * Math.min(2, factor * factor * 1.05));
  return {
    next: isMet ? done : Math.min(rule.max, Math.max(done + 1, Math.ceil(wanted))),
    isMet,
    chosen,
  };
}

/** How many times wider an interval is than it may be. */
function shortfall(values: readonly number[], relative: number): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  const half = halfWidth(values.length, variance(values))!;
  if (half === 0) return 0;
  return half / ((relative / (1 + relative)) * Math.abs(mean(values)));
}

function signOf(metric: string): number {
  return metricOutputs.find(({ name }) => name === metric)!.better === "higher" ? -1 : 1;
}

/** The policy that the selection procedure chooses from the replications in order; null where they do not suffice. */
function choose(
  samples: readonly (readonly (number | null)[])[],
  { best, min }: StoppingRule,
  sign: number,
): number | null {
  const selection = startSelection({
    systems: samples.length,
    indifference: best!.indifference,
    confidence: best!.confidence,
    first: Math.max(2, min),
  });
  for (const [i] of samples[0]!.entries()) {
    const values = samples.map((sample) => sample[i]!);
    if (values.some((value) => value === null)) continue;
    selection.add(values.map((value) => sign * value));
    if (selection.remaining.length === 1) return selection.remaining[0]!;
  }
  return null;
}
