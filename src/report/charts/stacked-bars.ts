import type { ChartConfiguration } from "chart.js";
import type { Estimate, PolicyResult } from "../../experiment/comparison.js";
import { figure, margin, scaleFor, type Scale } from "../format.js";
import { axis, frame } from "./axes.js";
import { extremes, nameOn, type Chart, type ChartTable, type Subject } from "./chart.js";
import type { Annotation } from "./fault-shading.js";
import type { Theme } from "./theme.js";

/** What is particular to one chart of stacked bars. */
interface StackedWords extends Pick<Chart, "name" | "title" | "doc" | "empty"> {
  readonly total: string;
  readonly axis: string;
  /** Parts, in the order of stacking, each with the figure that it shows, its words and colour. */
  readonly parts: readonly {
    readonly key: string;
    readonly label: string;
    readonly color: string;
  }[];
}

/** Policies from which on a bar is a line of text high, and its figures stand beside the name. */
const MANY = 9;

/** Height that rows of bars need [CSS px]. */
export function barsHeight(rows: number): number {
  return Math.max(480, 150 + 24 * rows);
}

/** A metric and its parts as one stacked bar for each policy, with the 95 % interval of the total. */
export function stackedBars(words: StackedWords): Chart {
  const { name, title, doc, empty, total, parts } = words;
  return {
    name,
    title,
    doc,
    empty,
    applies: ({ policies }) =>
      policies.some(({ result }) => (result.metrics[total]?.mean ?? 0) > 0),
    summary(subject) {
      const scale = scaleOf(subject, total);
      const found = subject.policies.flatMap(({ name: policy, result }) => {
        const estimate = result.metrics[total];
        if (estimate === undefined) return [];
        const text = `${amount(estimate, scale)} ${scale.unit}`;
        return [{ name: policy, value: estimate.mean, text }];
      });
      return `Mean of a replication with the half-width of its 95 % interval: ${extremes(found)}.`;
    },
    height: ({ policies }) => barsHeight(policies.length),
    configuration: (subject, theme) =>
      configurationOf(subject, theme, words, scaleOf(subject, total)),
    table: (subject) => tableOf(subject, total, known(subject, parts), scaleOf(subject, total)),
  };
}

/** The scale in which a metric of the policies shown reads well. */
export function scaleOf({ report, policies }: Subject, metric: string): Scale {
  const unit = report.comparison.metrics.find(({ name }) => name === metric)?.unit ?? "";
  const largest = Math.max(...policies.map(({ result }) => result.metrics[metric]?.mean ?? 0));
  return scaleFor(unit, largest, false);
}

function configurationOf(
  subject: Subject,
  theme: Theme,
  words: StackedWords,
  scale: Scale,
): ChartConfiguration {
  const { title, total } = words;
  const { policies } = subject;
  const parts = known(subject, words.parts);
  const options = frame(title, theme);
  return {
    type: "bar",
    data: {
      labels: barLabels(subject, ({ result }) => amount(result.metrics[total], scale)),
      datasets: parts.map(({ key, label, color }) => ({
        label,
        data: policies.map(({ result }) => (estimateOf(result, key)?.mean ?? 0) / scale.factor),
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
        annotation: { annotations: whiskers(subject, total, scale, theme) },
      },
      scales: {
        x: { ...axis(`${words.axis} [${scale.unit}]`, theme), stacked: true, beginAtZero: true },
        y: { ...barAxis(theme), stacked: true },
      },
    },
  };
}

/** The parts that any policy has a figure of. */
function known<Part extends { readonly key: string }>(
  { report }: Subject,
  parts: readonly Part[],
): readonly Part[] {
  return parts.filter(({ key }) =>
    report.comparison.policies.some((policy) => estimateOf(policy, key) !== undefined),
  );
}

/** The estimate of a metric, or of a part of one. */
function estimateOf({ metrics, parts }: PolicyResult, key: string) {
  return metrics[key] ?? parts[key];
}

/** Names with a figure: below each other where there is room, in one line where policies are many. */
export function barLabels(
  subject: Subject,
  figureOf: (policy: Subject["policies"][number]) => string,
): (string | string[])[] {
  return subject.policies.map((policy) => {
    const name = nameOn(subject, policy.name);
    const text = figureOf(policy);
    return subject.policies.length < MANY ? [name, text] : `${name}  ${text}`;
  });
}

/** An axis of names: every one is printed. */
export function barAxis(theme: Theme) {
  const base = axis("", theme);
  return {
    ...base,
    type: "category" as const,
    title: { display: false },
    grid: { display: false },
    ticks: { ...base.ticks, autoSkip: false },
  };
}

/** The interval of each total as a line with ends. */
function whiskers(
  { policies }: Subject,
  total: string,
  scale: Scale,
  theme: Theme,
): Record<string, Annotation> {
  const marks = policies.flatMap(({ result }, row): [string, Annotation][] => {
    const estimate = result.metrics[total];
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
      [`whisker-${row}`, line(low, high, row, row)],
      [`low-${row}`, line(low, low, row - 0.12, row + 0.12)],
      [`high-${row}`, line(high, high, row - 0.12, row + 0.12)],
    ];
  });
  return Object.fromEntries(marks);
}

function tableOf(
  { policies }: Subject,
  total: string,
  parts: readonly { readonly key: string; readonly label: string }[],
  scale: Scale,
): ChartTable {
  const columns = [total, ...parts.map(({ key }) => key)];
  return {
    head: ["policy", `total [${scale.unit}]`, ...parts.map(({ label }) => label)],
    rows: policies.map(({ name, result }) => [
      name,
      ...columns.map((column) => amount(estimateOf(result, column), scale)),
    ]),
  };
}

/** A mean with its half-width, in the scale of the chart. */
export function amount(
  estimate: Pick<Estimate, "mean" | "halfWidth"> | undefined,
  scale: Scale,
): string {
  if (estimate === undefined) return "–";
  const half = estimate.halfWidth === null ? null : estimate.halfWidth / scale.factor;
  const value = figure(estimate.mean / scale.factor, half);
  return half === null ? value : `${value} ± ${margin(half)}`;
}
