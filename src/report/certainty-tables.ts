import type { Interval } from "../stats/interval.js";
import { figure, margin, type Scale } from "./format.js";
import type { Report } from "./report.js";
import type { ReportTable } from "./tables.js";

/** The tables that say how sure each figure is, and by which method. */

/** Variance ratios that a line names one by one at most. */
const NAMED_RATIOS = 6;

function ratio(value: number | null): string {
  return value === null ? "none varies" : value.toPrecision(2);
}

/** A probability, as people say it: never 0 or 1 for what is only near. */
export function probabilityText(value: number): string {
  if (value > 0.999) return "above 0.999";
  return value < 0.001 ? "below 0.001" : value.toFixed(3);
}

/** What common luck saves, for every pair of policies, in a line; empty where there are no pairs. */
export function varianceLine({ certainty, comparison }: Report): string {
  const pairs = certainty?.pairs ?? [];
  const known = pairs.flatMap((pair) => pair.varianceRatio ?? []).sort((a, b) => a - b);
  if (known.length === 0) return "";
  const names = comparison.policies.map(({ name }) => name);
  const said =
    pairs.length <= NAMED_RATIOS
      ? pairs.map((pair) => `${names[pair.a]!}/${names[pair.b]!} ${ratio(pair.varianceRatio)}`)
      : [
          `${ratio(known[0]!)} to ${ratio(known.at(-1)!)}, half of ${pairs.length} pairs at most ${ratio(known[Math.floor((known.length - 1) / 2)]!)}`,
        ];
  return `variance ratio of pairs to independent runs: ${said.join(", ")}`;
}

function scaleOfAnswer({ rows }: Report, metric: string): Scale {
  const row = rows.find((one) => one.metric === metric);
  return row === undefined ? { unit: "", factor: 1 } : { unit: row.unit, factor: row.factor };
}

/** Every pair of policies by what they lose: difference, verdict and variance ratio. */
export function pairsTable(report: Report): ReportTable {
  const { certainty, comparison } = report;
  if (certainty === null) return { head: [], rows: [], note: "" };
  const { unit, factor } = scaleOfAnswer(report, certainty.metric);
  const names = comparison.policies.map(({ name }) => name);
  return {
    head: ["pair", `difference [${unit}]`, "adjusted p-value", "verdict", "variance ratio", "n"],
    rows: certainty.pairs.map((pair) => {
      const half = pair.halfWidth / factor;
      const [a, b] = [names[pair.a]!, names[pair.b]!];
      const verdict = `${pair.difference < 0 ? a : b} loses less`;
      return [
        `${a} − ${b}`,
        `${figure(pair.difference / factor, half)} ± ${margin(half)}`,
        pair.pValue < 0.0001 ? "below 0.0001" : pair.pValue.toFixed(4),
        pair.differs ? verdict : "no significant difference",
        ratio(pair.varianceRatio),
        String(pair.n),
      ];
    }),
    note: "Verdicts hold for all pairs together at 95 % (Holm); each interval is one of its own. A variance ratio below 1 says how much fewer replications the common luck needs than independent runs.",
  };
}

/** Every policy against the best of the others. */
export function withBestTable(report: Report): ReportTable {
  const { certainty, comparison } = report;
  if (certainty === null || certainty.withBest.every((standing) => standing === null))
    return { head: [], rows: [], note: "" };
  const { unit, factor } = scaleOfAnswer(report, certainty.metric);
  return {
    head: ["policy", "probability that it is the best", `minus the best of the others [${unit}]`],
    rows: certainty.withBest.flatMap((standing, i) => {
      if (standing === null) return [];
      const { confidence, low, high } = standing;
      return [
        [
          comparison.policies[i]!.name,
          probabilityText(confidence),
          range(low / factor, high / factor),
        ],
      ];
    }),
    note: "Only policies that finished and keep the constraints. Lower bounds of the probability (paired t, Bonferroni). The ranges hold for all policies together at 95 % (multiple comparisons with the best): one that ends at 0 is the best, one that begins at 0 is not shown to be.",
  };
}

function range(low: number, high: number): string {
  const half = (high - low) / 2;
  return `${figure(low, half)} to ${figure(high, half)}`;
}

/** Every key figure with its interval and the method behind it. */
export function intervalsTable({ rows, comparison }: Report): ReportTable {
  return {
    head: ["metric", "policy", "n", "mean", "95 % interval", "method", "median", "not 0 in"],
    rows: rows
      .filter(({ isKey }) => isKey)
      .flatMap((row) =>
        comparison.policies.flatMap(({ name, metrics }) => {
          const found = metrics[row.metric];
          if (found === undefined) return [];
          const { factor } = row;
          const half = found.halfWidth === null ? null : found.halfWidth / factor;
          return [
            [
              row.unit === "" ? row.title : `${row.title} [${row.unit}]`,
              name,
              String(found.n),
              figure(found.mean / factor, half),
              scaled(found.interval, factor),
              found.interval?.method ?? "none",
              `${figure(found.median / factor, half)}${found.medianInterval === null ? "" : ` (${scaled(found.medianInterval, factor)})`}`,
              `${found.happened.count} of ${found.n} (${percent(found.happened.interval)})`,
            ],
          ];
        }),
      ),
    note: "Intervals of medians lie between order statistics; those of how often something is not 0 are Wilson's, exact (Clopper–Pearson) for few, and the rule of three for none or all. docs/statistics.md says why.",
  };
}

function scaled(interval: Interval | null, factor: number): string {
  return interval === null ? "–" : range(interval.low / factor, interval.high / factor);
}

function percent({ low, high }: Interval): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %`;
}
