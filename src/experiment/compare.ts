import { metricOutputs } from "../metrics/index.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, describePolicy } from "../simulation/build-model.js";
import { pairedDifferences, varianceRatio } from "../stats/paired.js";
import { version } from "../version.js";
import { bandsOf } from "./bands.js";
import {
  COMPARISON_SCHEMA,
  type Comparison,
  type MetricEstimate,
  type PairedDifference,
  type PolicyResult,
  type ScenarioFacts,
  type StoppingFacts,
} from "./comparison.js";
import { drawnReleases } from "./drawn-releases.js";
import { estimate, estimateMetric } from "./estimate.js";
import { judge } from "./expectations.js";
import { pooledSamples } from "./pooled-samples.js";
import { recoveryCurve } from "./recovery-curve.js";
import { stalledGroups } from "./stalled-groups.js";
import { reproduceLine, type ReplicationRow } from "./replication-row.js";

/** The rows of one policy, in the order of replications. */
type RowsOf = ReadonlyMap<string, readonly ReplicationRow[]>;

/**
 * Compares the policies of a scenario by their replications. Rows may come in any order; only replications that every policy
 * has are used, up to the first that one lacks, so that an interrupted run still compares like with like.
 *
 * @param stopping the rule by which the run stopped, for the report.
 * @returns undefined when there is not one complete replication.
 */
export function compare(
  scenario: Scenario,
  rows: readonly ReplicationRow[],
  stopping: StoppingFacts | null = null,
): Comparison | undefined {
  const names = Object.keys(scenario.policies);
  const complete = completeReplications(names, rows);
  if (complete.size === 0) return undefined;
  const byPolicy: RowsOf = new Map(
    names.map((name) => [
      name,
      rows
        .filter((row) => row.policy === name && complete.has(row.replication))
        .sort((a, b) => a.replication - b.replication),
    ]),
  );
  const policies = names.map((name) => policyResult(scenario, name, byPolicy));
  const first = buildModel(scenario, names[0]!, Math.min(...complete));
  return {
    schema: COMPARISON_SCHEMA,
    version,
    scenario: factsOf(scenario, first, complete.size),
    policies,
    metrics: metricOutputs.map(({ name, title, unit, doc, better }) => ({
      name,
      title,
      unit,
      doc,
      better,
    })),
    faults: first.faults.map(({ label, kind, from, until, who }) => ({
      label,
      kind,
      from,
      until,
      hosts: who.length,
    })),
    drawnReleases: drawnReleases(scenario, complete.size),
    publications: first.publications.map(({ at, release, channel, kind }) => ({
      at,
      release: first.releases[release]!.version,
      channel: first.channels[channel]!,
      kind,
    })),
    expectations: judge(scenario, policies),
    partial: complete.size < scenario.replications,
    stopping,
  };
}

/** Those before the first that a policy lacks: the position of a value is then the number of its replication. */
function completeReplications(
  names: readonly string[],
  rows: readonly ReplicationRow[],
): Set<number> {
  const counts = new Map<number, number>();
  for (const { replication } of rows) counts.set(replication, (counts.get(replication) ?? 0) + 1);
  const complete = new Set<number>();
  while (counts.get(complete.size) === names.length) complete.add(complete.size);
  return complete;
}

function factsOf(
  scenario: Scenario,
  model: ReturnType<typeof buildModel>,
  replications: number,
): ScenarioFacts {
  const { name, file, description, hash, worldHash, seed, horizon, assumptions } = scenario;
  return {
    name,
    file,
    description,
    hash,
    worldHash,
    seed,
    horizon,
    replications,
    hosts: model.groups.reduce((sum, group) => sum + group.hosts, 0),
    containers: model.services.reduce((sum, service) => sum + service.replicas, 0),
    zones: model.zones,
    assumptions,
  };
}

function policyResult(scenario: Scenario, name: string, byPolicy: RowsOf): PolicyResult {
  const rows = byPolicy.get(name)!;
  const [first] = byPolicy.values();
  const { preset, description } = describePolicy(scenario, name);
  return {
    name,
    preset,
    description,
    metrics: estimates(rows),
    differences: rows === first ? {} : differences(rows, first!),
    bands: bandsOf(rows, scenario.horizon),
    samples: pooledSamples(rows),
    recovery: recoveryCurve(rows, scenario.horizon),
    values: Object.fromEntries(
      metricOutputs.map((output) => [output.name, valuesOf(rows, output.name)]),
    ),
    breaches: rows.flatMap((row) =>
      row.breaches.map((breach) => ({
        ...breach,
        replication: row.replication,
        reproduce: reproduceLine(scenario, name, row.replication),
      })),
    ),
    stalls: stalledGroups(scenario, rows),
    traceHash: rows[0]!.hash,
    events: rows.reduce((sum, row) => sum + row.events, 0),
  };
}

function valuesOf(rows: readonly ReplicationRow[], metric: string): (number | null)[] {
  return rows.map((row) => row.scalars[metric] ?? null);
}

function estimates(rows: readonly ReplicationRow[]): Record<string, MetricEstimate> {
  return Object.fromEntries(
    metricOutputs.flatMap(({ name }) => {
      const values = valuesOf(rows, name).filter((value) => value !== null);
      return values.length === 0 ? [] : [[name, estimateMetric(values)]];
    }),
  );
}

/** Paired differences from the first policy, over the replications in which the metric applies to both. */
function differences(
  rows: readonly ReplicationRow[],
  first: readonly ReplicationRow[],
): Record<string, PairedDifference> {
  return Object.fromEntries(
    metricOutputs.flatMap(({ name }) => {
      const mine = valuesOf(rows, name);
      const theirs = valuesOf(first, name);
      const both = mine.flatMap((value, i) =>
        value === null || typeof theirs[i] !== "number" ? [] : [[value, theirs[i]] as const],
      );
      if (both.length === 0) return [];
      const a = both.map(([value]) => value);
      const b = both.map(([, value]) => value);
      return [[name, { ...estimate(pairedDifferences(a, b)), varianceRatio: varianceRatio(a, b) }]];
    }),
  );
}
