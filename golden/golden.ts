import type { RunResult } from "../src/simulation/run.js";
import { simulate } from "../src/simulation/simulate.js";
import { goldenScenario } from "./runs.js";

/**
 * A mean over the replications of a golden run, in the metric's unit: alone where all of them have a value, null where none has, and
 * with the number of those that have one else.
 */
type Mean = number | null | { readonly mean: number; readonly replications: number };

/** The figures of one policy in a golden run. */
interface PolicyFigures {
  /** Of each invariant that did not hold, in how many replications. */
  readonly breaches: Readonly<Record<string, number>>;
  /** Of each replication, the hash of its transitions. */
  readonly hashes: readonly string[];
  readonly means: Readonly<Record<string, Mean>>;
}

/** The figures of one scenario, as test/golden/ keeps them. Keys are sorted. */
export interface Golden {
  /** [ms] */
  readonly horizon: number;
  readonly policies: Readonly<Record<string, PolicyFigures>>;
}

/** Runs a shipped scenario under each of its policies and gives its figures. */
export function measureGolden(name: string): Golden {
  const scenario = goldenScenario(name);
  const policies = Object.keys(scenario.policies).map((policy) => {
    const results = Array.from({ length: scenario.replications }, (_, replication) =>
      simulate(scenario, { policy, replication }),
    );
    return [policy, figuresOf(results)] as const;
  });
  return { horizon: scenario.horizon, policies: sorted(Object.fromEntries(policies)) };
}

/** A golden as text: a figure a line, as many digits as tell it from every other number. */
export function renderGolden(golden: Golden): string {
  return `${JSON.stringify(golden, null, 1)}\n`;
}

function figuresOf(results: readonly RunResult[]): PolicyFigures {
  const breaches: Record<string, number> = {};
  for (const { invariant } of results.flatMap((result) => result.breaches)) {
    breaches[invariant] = (breaches[invariant] ?? 0) + 1;
  }
  const metrics = new Set(results.flatMap(({ values }) => Object.keys(values.scalars)));
  const means = [...metrics].map((metric) => [metric, meanOf(results, metric)] as const);
  return {
    breaches: sorted(breaches),
    hashes: results.map(({ hash }) => hash),
    means: sorted(Object.fromEntries(means)),
  };
}

function meanOf(results: readonly RunResult[], metric: string): Mean {
  const values = results.flatMap((result) => result.values.scalars[metric] ?? []);
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.length === results.length ? mean : { mean, replications: values.length };
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
