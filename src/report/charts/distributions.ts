import type { ChartConfiguration } from "chart.js";
import { quantile } from "../../stats/summary.js";
import { figure } from "../format.js";
import type { ReportRow } from "../report.js";
import { frame } from "./axes.js";
import { nameOn, type Chart, type Datasets, type Subject } from "./chart.js";
import { GAP, panelAxis, scaleOf, type PanelScale } from "./panel-axis.js";
import { barAxis, barsHeight } from "./stacked-bars.js";
import { colorOf, faded, type Theme } from "./theme.js";

/** What a box is drawn from, in the unit of its panel. */
interface Box {
  readonly name: string;
  readonly index: number;
  readonly n: number;
  readonly min: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly max: number;
}

/** A metric with the boxes of the policies shown; null where it does not apply. */
interface Panel {
  readonly row: ReportRow;
  readonly boxes: readonly (Box | null)[];
}

/** Half the width of the mark of a median, as a share of the panel. */
const MARK = 0.006;

/** Names on a page so narrow have fewer characters. */
const NARROW = 20;

/** Distributions over replications of a few metrics, side by side: a panel for each, a row for each policy. */
function distributionChart(
  words: Pick<Chart, "name" | "title" | "empty"> & { readonly metrics: readonly string[] },
): Chart {
  const { name, title, empty, metrics } = words;
  const panels = (subject: Subject) => panelsOf(subject, metrics);
  return {
    name,
    title,
    doc: "Box: the middle half of the replications, with the median in it; line: from the least to the most. Wide boxes are luck: no single run is a promise. On a logarithmic axis 0 stands at the left edge. A narrow page shows two of the metrics, the table all.",
    empty,
    applies: (subject) => panels(subject).length > 0,
    summary: (subject) =>
      `Widest from least to most: ${panels(subject)
        .map(({ row, boxes }) => widest(row, boxes))
        .join("; ")}.`,
    height: ({ policies }) => Math.max(300, barsHeight(policies.length) - 180 + 24),
    configuration: (subject, theme) => configurationOf(subject, panels(subject), title, theme),
    table: (subject) => ({
      head: [
        "metric",
        "policy",
        "n",
        "least",
        "lower quartile",
        "median",
        "upper quartile",
        "most",
      ],
      rows: panels(subject).flatMap(({ row, boxes }) =>
        boxes.flatMap((box) =>
          box === null
            ? []
            : [
                [
                  titleOf(row),
                  box.name,
                  String(box.n),
                  ...[box.min, box.low, box.median, box.high, box.max].map(print),
                ],
              ],
        ),
      ),
    }),
  };
}

const print = (value: number) => figure(value, null);

function titleOf({ label, unit }: ReportRow): string {
  return unit === "" ? label : `${label} [${unit}]`;
}

function panelsOf({ report, policies }: Subject, metrics: readonly string[]): Panel[] {
  return metrics.flatMap((metric) => {
    const row = report.rows.find((one) => one.metric === metric);
    if (row === undefined) return [];
    const boxes = policies.map(({ name, index, result }) => {
      const values = (result.values[metric] ?? []).filter((value) => value !== null);
      if (values.length === 0) return null;
      const sorted = values.map((value) => value / row.factor).sort((a, b) => a - b);
      const at = (share: number) => quantile(sorted, share);
      const [min, low, median, high, max] = [at(0), at(0.25), at(0.5), at(0.75), at(1)] as const;
      return { name, index, n: sorted.length, min, low, median, high, max };
    });
    return [{ row, boxes }];
  });
}

function widest(row: ReportRow, boxes: readonly (Box | null)[]): string {
  const [first] = boxes
    .filter((box) => box !== null)
    .toSorted((a, b) => b.max - b.min - (a.max - a.min));
  if (first === undefined) return `${titleOf(row)} none`;
  return `${titleOf(row)} ${first.name}, ${print(first.min)} to ${print(first.max)}`;
}

function configurationOf(
  subject: Subject,
  panels: readonly Panel[],
  title: string,
  theme: Theme,
): ChartConfiguration {
  const framed = frame(title, theme);
  // Four do not fit beside each other on a telephone.
  const fitting = panels.slice(0, subject.longest < NARROW ? 2 : panels.length);
  const placed = fitting.map((panel, i) => {
    const axisId = `x${i === 0 ? "" : i}`;
    return { panel, axisId, scale: scaleOf(valuesOf(panel)) };
  });
  const axes = placed.flatMap(({ panel, axisId, scale }, i) => [
    ...(i === 0 ? [] : [[`gap-${axisId}`, GAP] as const]),
    [axisId, panelAxis(titleOf(panel.row), scale, theme)] as const,
  ]);
  return {
    type: "bar",
    data: {
      labels: subject.policies.map(({ name }) => nameOn(subject, name)),
      datasets: placed.flatMap(({ panel, axisId, scale }) =>
        boxesOf(panel, { axisId, scale }, theme),
      ),
    },
    options: {
      ...framed,
      indexAxis: "y",
      plugins: {
        ...framed.plugins,
        legend: { display: false },
        tooltip: {
          callbacks: { label: ({ dataset, raw }) => `${dataset.label ?? ""}: ${rangeIn(raw)}` },
        },
      },
      scales: { y: barAxis(theme), ...Object.fromEntries(axes) },
    },
  };
}

function valuesOf({ boxes }: Panel): number[] {
  return boxes.flatMap((box) =>
    box === null ? [] : [box.min, box.low, box.median, box.high, box.max],
  );
}

function rangeIn(raw: unknown): string {
  const [from, to] = raw as readonly [number, number];
  return `${print(from)} to ${print(to)}`;
}

/** Line, box and median of each policy as floating bars. What is drawn first lies on top. */
function boxesOf(
  { row, boxes }: Panel,
  { axisId, scale }: { readonly axisId: string; readonly scale: PanelScale },
  theme: Theme,
): Datasets {
  const { isLog, min: floor, max: most } = scale;
  const colors = boxes.map((box) => (box === null ? theme.text : colorOf(box.index, theme)));
  const mark = MARK * most;
  const factor = (most / floor) ** MARK;
  const around = (value: number): [number, number] =>
    isLog
      ? [Math.max(floor, value) / factor, Math.max(floor, value) * factor]
      : [value - mark, value + mark];
  const between = (from: number, to: number): [number, number] =>
    isLog ? [Math.max(floor, from), Math.max(floor, to)] : [from, to];
  const bars = (
    part: string,
    barPercentage: number,
    edges: (box: Box) => [number, number],
    backgroundColor: string[],
  ) => ({
    label: `${row.label}, ${part}`,
    data: boxes.map((box) => (box === null ? null : edges(box))),
    xAxisID: axisId,
    grouped: false,
    barPercentage,
    maxBarThickness: 36 * barPercentage,
    backgroundColor,
  });
  return [
    bars(
      "median",
      0.78,
      ({ median }) => around(median),
      boxes.map(() => theme.text),
    ),
    bars(
      "middle half",
      0.7,
      ({ low, high }) => between(low, high),
      colors.map((color) => faded(color, 0.6)),
    ),
    bars("least to most", 0.1, ({ min, max }) => between(min, max), colors),
  ];
}

/** How much one run differs from another, by what is asked. */
export const distributions: readonly Chart[] = [
  distributionChart({
    name: "distribution-losses",
    title: "How far replications lie apart: what is lost",
    empty: "Nothing was lost.",
    metrics: ["container-downtime", "host-downtime", "budget-violation", "peak-hosts-down"],
  }),
  distributionChart({
    name: "distribution-boots",
    title: "How far replications lie apart: boots and those who mend them",
    empty: "No boot failed.",
    metrics: ["failed-boots", "recovery-time", "repeated-installs", "operator-time"],
  }),
  distributionChart({
    name: "distribution-risk",
    title: "How far replications lie apart: exposure and speed",
    empty: "No bad release was run, and all hosts were up to date.",
    metrics: ["exposure", "vulnerable-time", "patch-latency.t50", "truth-gap"],
  }),
];
