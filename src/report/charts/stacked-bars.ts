import type { ChartConfiguration } from "chart.js";
import type { Estimate } from "../../experiment/comparison.js";
import { figure, margin, scaleFor, type Scale } from "../format.js";
import type { Report } from "../report.js";
import { axis, frame } from "./axes.js";
import type { Chart, ChartTable } from "./chart.js";
import type { Annotation } from "./fault-shading.js";
import type { Theme } from "./theme.js";

/** What is particular to one chart of stacked bars. */
interface StackedWords extends Pick<Chart, "name" | "title" | "doc" | "empty"> {
  readonly total: string;
  readonly axis: string;
  /** Parts as `total.part`, in the order of stacking, each with its words and colour. */
  readonly parts: readonly {
    readonly part: string;
    readonly label: string;
    readonly color: string;
  }[];
}

/** A metric and its parts as one stacked bar for each policy, with the 95 % interval of the total. */
export function stackedBars(words: StackedWords): Chart {
  const { name, title, doc, empty, total, parts } = words;
  const scaleOf = (report: Report): Scale => {
    const unit = report.comparison.metrics.find((metric) => metric.name === total)?.unit ?? "";
    const largest = Math.max(
      ...report.comparison.policies.map((_, index) => meanOf(report, index, total)),
    );
    return scaleFor(unit, largest, false);
  };
  return {
    name,
    title,
    doc,
    empty,
    applies: (report) =>
      report.comparison.policies.some((_, index) => meanOf(report, index, total) > 0),
    configuration: (report, theme) => configurationOf(report, theme, words, scaleOf(report)),
    table: (report) => tableOf(report, total, parts, scaleOf(report)),
  };
}

/** Mean of a metric of the n-th policy; 0 where it does not apply. */
function meanOf(report: Report, index: number, metric: string): number {
  return report.comparison.policies[index]!.metrics[metric]?.mean ?? 0;
}

function configurationOf(
  report: Report,
  theme: Theme,
  words: StackedWords,
  scale: Scale,
): ChartConfiguration {
  const { title, total, parts } = words;
  const { policies } = report.comparison;
  const options = frame(title, theme);
  return {
    type: "bar",
    data: {
      labels: policies.map(({ name, metrics }) => [name, amount(metrics[total], scale)]),
      datasets: parts.map(({ part, label, color }) => ({
        label,
        data: policies.map((_, index) => meanOf(report, index, `${total}.${part}`) / scale.factor),
        backgroundColor: color,
        borderColor: theme.background,
        borderWidth: 1,
        stack: "total",
      })),
    },
    options: {
      ...options,
      indexAxis: "y",
      plugins: {
        ...options.plugins,
        annotation: { annotations: whiskers(report, total, scale, theme) },
      },
      scales: {
        x: { ...axis(`${words.axis} [${scale.unit}]`, theme), stacked: true, beginAtZero: true },
        y: { ...axis("", theme), title: { display: false }, stacked: true },
      },
    },
  };
}

/** The interval of each total as a line with ends. */
function whiskers(
  report: Report,
  total: string,
  scale: Scale,
  theme: Theme,
): Record<string, Annotation> {
  const marks = report.comparison.policies.flatMap(({ metrics }, index): [string, Annotation][] => {
    const estimate = metrics[total];
    const half = estimate?.halfWidth ?? 0;
    if (estimate === undefined || half === 0) return [];
    const low = (estimate.mean - half) / scale.factor;
    const high = (estimate.mean + half) / scale.factor;
    const line = (xMin: number, xMax: number, yMin: number, yMax: number): Annotation => ({
      type: "line",
      xMin,
      xMax,
      yMin,
      yMax,
      borderColor: theme.text,
      borderWidth: 1.5,
    });
    return [
      [`whisker-${index}`, line(low, high, index, index)],
      [`low-${index}`, line(low, low, index - 0.12, index + 0.12)],
      [`high-${index}`, line(high, high, index - 0.12, index + 0.12)],
    ];
  });
  return Object.fromEntries(marks);
}

function tableOf(
  report: Report,
  total: string,
  parts: readonly { readonly part: string; readonly label: string }[],
  scale: Scale,
): ChartTable {
  const columns = [total, ...parts.map(({ part }) => `${total}.${part}`)];
  return {
    head: ["policy", `total [${scale.unit}]`, ...parts.map(({ label }) => label)],
    rows: report.comparison.policies.map(({ name, metrics }) => [
      name,
      ...columns.map((column) => amount(metrics[column], scale)),
    ]),
  };
}

/** A mean with its half-width, in the scale of the chart. */
function amount(estimate: Estimate | undefined, scale: Scale): string {
  if (estimate === undefined) return "–";
  const half = estimate.halfWidth === null ? null : estimate.halfWidth / scale.factor;
  const value = figure(estimate.mean / scale.factor, half);
  return half === null ? value : `${value} ± ${margin(half)}`;
}
