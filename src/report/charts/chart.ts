import type { ChartConfiguration } from "chart.js";
import type { PolicyResult } from "../../experiment/comparison.js";
import type { Report } from "../report.js";
import type { Theme } from "./theme.js";

/** A chart: one definition, drawn by Chart.js in the browser and by node-canvas for PNG. */
export interface Chart {
  /** Kebab-case; the PNG's file name. */
  readonly name: string;
  readonly title: string;
  /** How to read it, one or two sentences. */
  readonly doc: string;
  /** Said in its place when there is nothing to draw; "": then it is left out. */
  readonly empty: string;
  /** Whether there is something to draw. */
  applies(subject: Subject): boolean;
  /** What it shows in one or two sentences with figures, for those who cannot see it. */
  summary(subject: Subject): string;
  /** Height that keeps it legible [CSS px]; the width is 960. */
  height(subject: Subject): number;
  configuration(subject: Subject, theme: Theme): ChartConfiguration;
  /** The same figures as a table. */
  table(subject: Subject): ChartTable;
}

/** What Chart.js calls the datasets of any kind of chart. */
export type Datasets = ChartConfiguration["data"]["datasets"];

/** Figures behind a chart. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a chart is made from: a report, and those of its policies that are shown, best first where there is a ranking. */
export interface Subject {
  readonly report: Report;
  readonly policies: readonly ShownPolicy[];
  /** Characters that a name on a chart has at most. */
  readonly longest: number;
}

/** A policy on a chart. */
export interface ShownPolicy {
  /** Position among the policies of the comparison: its colour and dash, whatever else is shown. */
  readonly index: number;
  readonly name: string;
  readonly result: PolicyResult;
}

/** Characters of a name on a chart as wide as a page. */
const LONGEST = 34;

/** @param hidden names of policies to leave out; all are drawn where it names every one. */
export function subjectOf(
  report: Report,
  hidden: ReadonlySet<string> = new Set(),
  longest = LONGEST,
): Subject {
  const order =
    report.ranking?.places.map(({ index }) => index) ??
    report.comparison.policies.map((_, index) => index);
  const all = order.map((index) => {
    const result = report.comparison.policies[index]!;
    return { index, name: result.name, result };
  });
  const shown = all.filter(({ name }) => !hidden.has(name));
  return { report, policies: shown.length === 0 ? all : shown, longest };
}

/** A name cut to what a chart has room for. */
export function nameOn({ longest }: Subject, name: string): string {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}

/** "least a, 3 h; most b, 9 h": the ends of what policies have, or all of them where they are few. */
export function extremes(
  found: readonly { readonly name: string; readonly value: number; readonly text: string }[],
): string {
  const sorted = found.toSorted((a, b) => a.value - b.value);
  if (sorted.length <= 3) return sorted.map(({ name, text }) => `${name} ${text}`).join(", ");
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  return `least ${least.name} ${least.text}, most ${most.name} ${most.text}, of ${sorted.length} policies`;
}
