import type { Band, Comparison, PolicyResult } from "../experiment/comparison.js";
import type { Completion } from "../experiment/completion.js";
import { judge, usualObjective } from "../experiment/verdict.js";
import type { Report } from "./report.js";

/** A comparison as files hold it: the times of its bands stand there once and not in each of them. Plain data. */
export interface StoredComparison extends Omit<Comparison, "policies"> {
  /** Ends of the bins of every band that has no times of its own [ms]. */
  readonly bandTimes: readonly number[];
  readonly policies: readonly StoredPolicy[];
}

/** A report as a page holds it. */
export interface StoredReport extends Omit<Report, "comparison"> {
  readonly comparison: StoredComparison;
}

/** A policy as files hold it. */
type StoredPolicy = Omit<PolicyResult, "bands"> & {
  readonly bands: Readonly<Record<string, StoredBand>>;
};

/** A band; without times where they are those of the others. */
type StoredBand = Omit<Band, "times"> & { readonly times?: readonly number[] };

/** What to write of a comparison; undone by `restored`. */
export function stored(comparison: Comparison): StoredComparison {
  const { policies, ...rest } = comparison;
  const bandTimes = policies.flatMap(({ bands }) => Object.values(bands))[0]?.times ?? [];
  const withoutTimes = ({ times, ...band }: Band): StoredBand =>
    areSame(times, bandTimes) ? band : { ...band, times };
  return {
    ...rest,
    bandTimes,
    policies: policies.map((policy) => ({ ...policy, bands: mapped(policy.bands, withoutTimes) })),
  };
}

/** The comparison that was written. */
export function restored({ bandTimes, policies, ...rest }: StoredComparison): Comparison {
  const withTimes = (band: StoredBand): Band => ({ times: bandTimes, ...band });
  return {
    ...rest,
    policies: policies.map((policy) => ({ ...policy, bands: mapped(policy.bands, withTimes) })),
  };
}

/** Who finished is not known of a comparison that was written before that was asked. */
const UNKNOWN: Completion = {
  finished: null,
  isBehind: false,
  patched: 1,
  lastProgress: null,
  isStuck: false,
  groups: [],
};

/** A comparison with what older files do not say: its policies are ranked by what they lose alone. */
export function completed(comparison: StoredComparison): StoredComparison {
  if (comparison.verdict !== undefined) return comparison;
  const policies = comparison.policies.map((policy) => ({
    // Older still: nothing was said of groups that stand still.
    ...Object.assign({ stalls: [] }, policy),
    parts: {},
    completion: UNKNOWN,
    constraints: [],
    waited: {},
    metrics: mapped(policy.metrics, (estimate) => ({ ...estimate, notReached: 0 })),
  }));
  const objective = usualObjective(comparison.scenario.containers);
  const candidates = policies.map(({ name, completion, constraints, values }) => ({
    policy: name,
    completion,
    constraints,
    values: values[objective.metric] ?? [],
  }));
  return {
    ...comparison,
    policies,
    verdict: judge(objective, candidates, true),
    expectations: comparison.expectations.map((one) => ({
      ...one,
      found: one.estimate === null ? "nothing" : String(Number(one.estimate.mean.toPrecision(4))),
    })),
  };
}

function mapped<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}
