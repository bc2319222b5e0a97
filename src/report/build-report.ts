import type {
  Comparison,
  MetricEstimate,
  MetricFacts,
  PolicyResult,
} from "../experiment/comparison.js";
import { beats, comparePairs, type PolicyPair } from "../experiment/pairs.js";
import { restrictedValues } from "../experiment/restricted-values.js";
import { brokenCaveats, brokenPolicies, flawsOfFirst } from "./broken-policies.js";
import { certaintyOf } from "./certainty.js";
import { costRows } from "./cost-rows.js";
import { figure, isRatio, margin, scaleFor, type Scale } from "./format.js";
import { buildHeadline } from "./headline.js";
import { keyMetrics, type KeyMetric } from "./key-metrics.js";
import { drawnReleasesInWords } from "./train-words.js";
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
    )
    .flatMap((row) =>
      row.metric === "cost" ? [row, ...costRows(comparison.policies, row)] : [row],
    );
  const certainty = certaintyOf(comparison);
  const ranking = rank(comparison, rows);
  const broken = brokenPolicies(comparison);
  return {
    schema: "shakedown.report/v1",
    headline: [...buildHeadline(comparison, rows), ...flawsOfFirst(ranking, broken)],
    ranking,
    certainty,
    broken,
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
  const pairs = comparePairs(policies.map((policy) => restrictedValues(policy, metric.name)));
  const eligible = comparison.verdict.standings.map(({ isEligible }) => isEligible);
  const best = bestOf(policies, metric, pairs, eligible);
  return {
    metric: metric.name,
    title: metric.title,
    label: key?.label ?? metric.title,
    partOf: key?.partOf ?? null,
    unit: scale.unit,
    factor: scale.factor,
    doc: metric.doc,
    isKey: key !== undefined,
    cells: policies.map((policy, index) =>
      cellOf(policy, metric, scale, {
        isBest: policy.name === best,
        differs: pairs.some(({ a, b, differs }) => a === 0 && b === index && differs),
      }),
    ),
    verdict: verdictOf(policies, metric, best, eligible.includes(false)),
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
  { isBest, differs }: { readonly isBest: boolean; readonly differs: boolean },
): ReportCell {
  const estimate = policy.metrics[metric.name];
  const difference = policy.differences[metric.name];
  if (estimate === undefined) {
    return {
      policy: policy.name,
      value: "–",
      halfWidth: null,
      n: 0,
      notReached: 0,
      sortKey: null,
      isBest: false,
      difference: null,
      differs: false,
    };
  }
  const half = estimate.halfWidth === null ? null : estimate.halfWidth / scale.factor;
  return {
    policy: policy.name,
    ...valueOf(estimate, scale.factor, half),
    n: estimate.n,
    notReached: estimate.notReached,
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

/** A mean with its interval; of a time that was not reached in some replications what it is at least, and of one never reached no figure. */
function valueOf(
  { mean, n, notReached }: MetricEstimate,
  factor: number,
  half: number | null,
): Pick<ReportCell, "value" | "halfWidth"> {
  if (notReached === n) return { value: "not reached", halfWidth: null };
  const value = figure(mean / factor, half);
  if (notReached > 0)
    return { value: `≥ ${value} (${notReached} of ${n} not reached)`, halfWidth: null };
  return { value, halfWidth: half === null ? null : margin(half) };
}

function signed(value: number, half: number | null): string {
  if (value === 0 && half === 0) return "same";
  const text = figure(value, half);
  const sign = value > 0 ? "+" : "";
  return half === null ? `${sign}${text}` : `${sign}${text} ± ${margin(half)}`;
}

/**
 * The policy that is significantly better than every other one, if there is one. Only those count that finished and keep the
 * constraints: whoever updates nobody loses little by it.
 */
function bestOf(
  policies: readonly PolicyResult[],
  metric: MetricFacts,
  pairs: readonly PolicyPair[],
  eligible: readonly boolean[],
): string | undefined {
  if (metric.better === "neither" || eligible.filter(Boolean).length < 2) return undefined;
  const sign = metric.better === "lower" ? 1 : -1;
  return policies.find(
    ({ metrics }, candidate) =>
      eligible[candidate] === true &&
      // A time that was not reached is never the best, however short the wait for it.
      metrics[metric.name]?.notReached === 0 &&
      policies.every(
        (__, other) =>
          other === candidate || eligible[other] === false || beats(pairs, candidate, other, sign),
      ),
  )?.name;
}

function verdictOf(
  policies: readonly PolicyResult[],
  metric: MetricFacts,
  best: string | undefined,
  isOfSome: boolean,
): string {
  const some = isOfSome ? " of those that finished and keep the constraints" : "";
  if (best !== undefined) return `${best} is significantly the best${some}`;
  if (metric.better === "neither" || policies.length < 2) return "";
  return "no policy is significantly the best";
}

function caveatsOf(comparison: Comparison): string[] {
  const { scenario, partial } = comparison;
  const assumed = scenario.assumptions.filter(({ source }) => source === undefined).length;
  const sourced = scenario.assumptions.length - assumed;
  return [
    `${scenario.replications} replications per policy under common random numbers: every policy meets the same luck and the same faults. Half-widths are those of 95 % Student-t intervals of the mean; verdicts are adjusted by Holm for all pairs of a metric.`,
    ...drawnReleasesInWords(comparison.drawnReleases),
    ...stoppingOf(comparison),
    ...(partial
      ? ["The run was interrupted: it rests on fewer replications than the scenario asks for."]
      : []),
    `${sourced} figures of the scenario carry a source, ${assumed} are assumed; both are listed below.`,
    ...brokenCaveats(comparison),
  ];
}

/** By which rule the run stopped, and whether it was met. */
function stoppingOf({ stopping, scenario, metrics }: Comparison): string[] {
  if (stopping === null) return [];
  const { relativeHalfWidth, best, isMet, max } = stopping;
  const unit = metrics.find(({ name }) => name === best?.metric)?.unit;
  const asked = [
    ...(relativeHalfWidth === null
      ? []
      : [
          `until half-widths are ${plainPercent(relativeHalfWidth)} of the mean (${stopping.metrics?.join(", ") ?? "downtime"})`,
        ]),
    ...(best === null
      ? []
      : [
          `until the best is chosen with probability ${best.confidence} where it is better by ${best.indifference}${unit === undefined ? "" : ` ${unit}`}`,
        ]),
  ];
  const chosen =
    best === null || best.chosen === null ? "" : ` The selection procedure chose ${best.chosen}.`;
  return [
    isMet
      ? `Replications went on ${asked.join(", and ")}: ${scenario.replications} were enough.${chosen}`
      : `Replications were to go on ${asked.join(", and ")}: ${scenario.replications} of at most ${max} were not enough.${chosen}`,
  ];
}

function plainPercent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}
