import { MONEY } from "../metrics/cost.js";
import { metricOutputs } from "../metrics/index.js";
import type { Scenario } from "../scenario/scenario.js";
import { buildModel, describePolicy } from "../simulation/build-model.js";
import { pairedDifferences, varianceRatio } from "../stats/paired.js";
import { halfWidth } from "../stats/student-t.js";
import { summarise } from "../stats/summary.js";
import { version } from "../version.js";
import { bandsOf } from "./bands.js";
import {
  COMPARISON_SCHEMA,
  type Comparison,
  type MetricEstimate,
  type PairedDifference,
  type PartEstimate,
  type PolicyResult,
  type ScenarioFacts,
  type StoppingFacts,
} from "./comparison.js";
import { drawnReleases } from "./drawn-releases.js";
import { estimate, estimateMetric } from "./estimate.js";
import { judgeExpectations } from "./expectations.js";
import { figureKeys, metricOf, notReached, restricted, sampleOf } from "./figures.js";
import { pooledSamples } from "./pooled-samples.js";
import { recoveryCurve } from "./recovery-curve.js";
import { stalledGroups } from "./stalled-groups.js";
import { reproduceLine, type ReplicationRow } from "./replication-row.js";
import { candidatesOf, objectiveOf } from "./rank-rows.js";
import { type Candidate, judge } from "./verdict.js";

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
  const candidates = candidatesOf(scenario, byPolicy);
  const policies = candidates.map((candidate) => policyResult(scenario, candidate, byPolicy));
  const first = buildModel(scenario, names[0]!, Math.min(...complete));
  return {
    schema: COMPARISON_SCHEMA,
    version,
    scenario: factsOf(scenario, first, complete.size),
    policies,
    verdict: judge(objectiveOf(scenario), candidates, scenario.objective === undefined),
    metrics: metricOutputs.map(({ name, title, unit, doc, better }) => ({
      name,
      title,
      unit: unit === MONEY ? (scenario.costs?.currency ?? unit) : unit,
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
    expectations: judgeExpectations(scenario, byPolicy),
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

function policyResult(
  scenario: Scenario,
  { policy: name, completion, constraints }: Candidate,
  byPolicy: RowsOf,
): PolicyResult {
  const rows = byPolicy.get(name)!;
  const [first] = byPolicy.values();
  const { preset, description } = describePolicy(scenario, name);
  return {
    name,
    preset,
    description,
    metrics: estimates(rows),
    parts: partEstimates(rows),
    completion,
    constraints,
    differences: rows === first ? {} : differences(rows, first!),
    bands: bandsOf(rows, scenario.horizon),
    samples: pooledSamples(rows),
    recovery: recoveryCurve(rows, scenario.horizon),
    values: Object.fromEntries(
      metricOutputs.map(({ name: metric }) => [metric, sampleOf(rows, metric).values]),
    ),
    waited: waits(rows),
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

/** How long was waited in vain, of the metrics for which anything was. */
function waits(rows: readonly ReplicationRow[]): PolicyResult["waited"] {
  return Object.fromEntries(
    metricOutputs.flatMap(({ name }) => {
      const { waited } = sampleOf(rows, name);
      return waited.some((wait) => wait !== null) ? [[name, waited]] : [];
    }),
  );
}

function estimates(rows: readonly ReplicationRow[]): Record<string, MetricEstimate> {
  return Object.fromEntries(
    metricOutputs.flatMap(({ name }) => {
      const sample = sampleOf(rows, name);
      const values = restricted(sample).filter((value) => value !== null);
      return values.length === 0 ? [] : [[name, estimateMetric(values, notReached(sample))]];
    }),
  );
}

/** Parts are many: of each only what tables and bounds need. */
function partEstimates(rows: readonly ReplicationRow[]): Record<string, PartEstimate> {
  return Object.fromEntries(
    figureKeys(rows).flatMap((key) => {
      if (metricOf(key) === key) return [];
      const sample = sampleOf(rows, key);
      const values = restricted(sample).filter((value) => value !== null);
      if (values.length === 0) return [];
      const { n, mean, variance, max } = summarise(values);
      const half = halfWidth(n, variance);
      return [[key, { n, mean, halfWidth: half, max, notReached: notReached(sample) }]];
    }),
  );
}

/**
 * Paired differences from the first policy, over the replications in which the metric applies to both; times that were not reached
 * are cut off at the end of the wait, which is the same under both.
 */
function differences(
  rows: readonly ReplicationRow[],
  first: readonly ReplicationRow[],
): Record<string, PairedDifference> {
  return Object.fromEntries(
    metricOutputs.flatMap(({ name }) => {
      const mine = restricted(sampleOf(rows, name));
      const theirs = restricted(sampleOf(first, name));
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
