import type {
  Comparison,
  MetricFacts,
  PairedDifference,
  PolicyResult,
} from "../experiment/comparison.js";
import { beats } from "./beats.js";
import { figure, isRatio, margin, scaleFor, type Scale } from "./format.js";
import { buildHeadline } from "./headline.js";
import { keyMetrics, type KeyMetric } from "./key-metrics.js";
import { rank } from "./ranking.js";
import type { Report, ReportCell, ReportRow } from "./report.js";

/** Makes a comparison ready for people. */
export function buildReport(comparison: Comparison): Report {
  const order = new Map(keyMetrics.map(({ name }, index) => [name, index]));
  const rows = comparison.metrics
    .filter((metric) => isPresent(comparison, metric))
    .map((metric) => rowOf(comparison, metric))
    .sort(
      (a, b) =>
        (order.get(a.metric) ?? keyMetrics.length) - (order.get(b.metric) ?? keyMetrics.length),
    );
  return {
    schema: "shakedown.report/v1",
    headline: buildHeadline(comparison, rows),
    ranking: rank(comparison, rows),
    caveats: caveatsOf(comparison),
    rows,
    comparison,
  };
}

/** A metric that applies to no policy, or is 0 for all and not of the first rank, is noise. */
function isPresent({ policies }: Comparison, { name }: MetricFacts): boolean {
  const found = policies.flatMap((policy) => policy.metrics[name] ?? []);
  return found.some(({ max, min }) => max !== 0 || min !== 0);
}

function rowOf(comparison: Comparison, metric: MetricFacts): ReportRow {
  const { policies } = comparison;
  const key = keyMetrics.find(({ name }) => name === metric.name);
  const scale = scaleOf(comparison, metric, key);
  const best = bestOf(policies, metric);
  return {
    metric: metric.name,
    title: metric.title,
    label: key?.label ?? metric.title,
    partOf: key?.partOf ?? null,
    unit: scale.unit,
    doc: metric.doc,
    isKey: key !== undefined,
    cells: policies.map((policy) => cellOf(policy, metric, scale, policy.name === best)),
    verdict: verdictOf(policies, metric, best),
  };
}

/** Parts are printed in the unit of their total, so that they can be seen to add up. */
function scaleOf({ policies }: Comparison, metric: MetricFacts, key: KeyMetric | undefined): Scale {
  const sized = key?.partOf ?? metric.name;
  const largest = Math.max(...policies.map(({ metrics }) => Math.abs(metrics[sized]?.mean ?? 0)));
  return scaleFor(metric.unit, largest, isRatio(metric.name));
}

function cellOf(
  policy: PolicyResult,
  metric: MetricFacts,
  scale: Scale,
  isBest: boolean,
): ReportCell {
  const estimate = policy.metrics[metric.name];
  const difference = policy.differences[metric.name];
  if (estimate === undefined) {
    return {
      policy: policy.name,
      value: "–",
      halfWidth: null,
      n: 0,
      sortKey: null,
      isBest: false,
      difference: null,
      differs: false,
    };
  }
  const half = estimate.halfWidth === null ? null : estimate.halfWidth / scale.factor;
  const differs = isBeyondChance(difference);
  return {
    policy: policy.name,
    value: figure(estimate.mean / scale.factor, half),
    halfWidth: half === null ? null : margin(half),
    n: estimate.n,
    sortKey: estimate.mean / scale.factor,
    isBest,
    difference:
      difference === undefined
        ? null
        : signed(
            difference.mean / scale.factor,
            difference.halfWidth === null ? null : difference.halfWidth / scale.factor,
          ),
    differs,
  };
}

/** Whether the 95 % interval of a paired difference leaves out 0. */
function isBeyondChance(difference: PairedDifference | undefined): boolean {
  if (difference === undefined || difference.halfWidth === null) return false;
  return Math.abs(difference.mean) > difference.halfWidth;
}

function signed(value: number, half: number | null): string {
  if (value === 0 && half === 0) return "same";
  const text = figure(value, half);
  const sign = value > 0 ? "+" : "";
  return half === null ? `${sign}${text}` : `${sign}${text} ± ${margin(half)}`;
}

/** The policy that is better than each other one beyond chance, if there is one. */
function bestOf(policies: readonly PolicyResult[], metric: MetricFacts): string | undefined {
  if (metric.better === "neither" || policies.length < 2) return undefined;
  const sign = metric.better === "lower" ? 1 : -1;
  return policies.find((candidate) =>
    policies.every((other) => other === candidate || beats(candidate, other, metric.name, sign)),
  )?.name;
}

function verdictOf(
  policies: readonly PolicyResult[],
  metric: MetricFacts,
  best: string | undefined,
): string {
  if (best !== undefined) return `${best} is best beyond chance`;
  if (metric.better === "neither" || policies.length < 2) return "";
  return "no policy is best beyond chance";
}

function caveatsOf({ scenario, partial, policies }: Comparison): string[] {
  const assumed = scenario.assumptions.filter(({ source }) => source === undefined).length;
  const sourced = scenario.assumptions.length - assumed;
  const breaches = policies.reduce((sum, policy) => sum + policy.breaches.length, 0);
  return [
    `${scenario.replications} replications per policy under common random numbers: every policy meets the same luck and the same faults. Intervals are 95 % Student-t intervals of the mean.`,
    ...(partial
      ? ["The run was interrupted: it rests on fewer replications than the scenario asks for."]
      : []),
    `${sourced} figures of the scenario carry a source, ${assumed} are assumed; both are listed below.`,
    ...(breaches > 0
      ? [
          `${breaches} invariants did not hold: do not rely on these figures before that is understood.`,
        ]
      : []),
  ];
}
