import type { ChartOptions } from "chart.js";
import { durationInWords } from "../format.js";
import type { Report } from "../report.js";
import type { Datasets } from "./chart.js";
import { FONT, frame, timeAxis, withLineLegend } from "./axes.js";
import { endAxis, rowAxis } from "./end-labels.js";
import { faultShading } from "./fault-shading.js";
import { faded, type Theme } from "./theme.js";

/** A row of a chart of strips: a small chart of its own over the common time axis. */
export interface Strip {
  readonly text: string;
  /** What stands at its right end, or "". */
  readonly end: string;
  readonly lines: readonly StripLine[];
}

/** A line in a strip. */
interface StripLine {
  /** Lines of the same label have one entry in the legend. */
  readonly label: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly color: string;
  readonly dash: readonly number[];
  /** Edges of a band around it, or none. */
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] };
  /** Whether the room between it and the line before is filled. */
  readonly filled?: boolean;
}

/** A point of a strip: `value` is what stands at `y`, which also says in which row. */
interface StripPoint {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Share of a row's height that its lines use. */
const USED = 0.86;

/** Height of rows [CSS px]: tall where they are few. */
export function stripHeight(rows: number): number {
  return 140 + rows * Math.max(28, Math.min(150, 340 / Math.max(1, rows)));
}

/** What all the strips of a chart share. */
export interface StripsFrame {
  readonly title: string;
  /** What is measured, and in which unit. */
  readonly axis: string;
  /** Every row goes from the first to the second. */
  readonly range: readonly [min: number, max: number];
  readonly print: (value: number) => string;
  /** Whether lines are told apart by a legend; rows of one line each need none. */
  readonly legend: boolean;
  /** The axis that all rows share; the time of the run, with its faults, where there is none. */
  readonly x?: object;
}

/** Data and options of a chart of strips. */
export function strips(
  report: Report,
  rows: readonly Strip[],
  words: StripsFrame,
  theme: Theme,
): { readonly datasets: Datasets; readonly options: ChartOptions } {
  const [min, max] = words.range;
  const base = (row: number) => rows.length - 1 - row;
  const place = (row: number, value: number) =>
    base(row) + (USED * (Math.min(max, Math.max(min, value)) - min)) / (max - min);
  const framed = frame(words.title, theme);
  const seen = new Set<string>();
  const datasets = rows.flatMap(({ lines }, row) =>
    lines.flatMap((line) => {
      const isFirst = words.legend && !seen.has(line.label);
      seen.add(line.label);
      return linesOf(line, (value) => place(row, value), isFirst);
    }),
  );
  const middles = rows.map(({ text, end }, row) => ({ text, end, at: base(row) + USED / 2 }));
  return {
    datasets,
    options: {
      ...framed,
      plugins: {
        ...framed.plugins,
        legend: { ...withLineLegend(framed, theme), display: words.legend },
        tooltip: tooltip(words.print),
        annotation: {
          annotations: {
            ...(words.x === undefined ? faultShading(report.comparison, theme) : {}),
            ...floors(rows.length, theme),
          },
        },
      },
      scales: axes(middles, words, report.comparison.scenario.horizon, theme),
    },
  };
}

/** The common axis of time, the names of the rows at the left, and at the right what each comes to. */
function axes(
  rows: readonly { readonly text: string; readonly end: string; readonly at: number }[],
  { x, axis, range: [min, max], print }: StripsFrame,
  horizon: number,
  theme: Theme,
) {
  const range = { min: -0.06, max: rows.length };
  const ends = rows.map(({ end, at }) => ({ text: end, at, color: theme.text }));
  return {
    x: x ?? timeAxis(horizon, theme),
    y: {
      ...rowAxis(rows, range, theme, FONT),
      title: {
        display: true,
        text: `${axis}, each row ${print(min)} to ${print(max)}`,
        color: theme.text,
        font: { family: FONT, size: 12 },
      },
    },
    ends: endAxis(ends, { ...range, height: stripHeight(rows.length) - 140 }, FONT),
  };
}

/** The line a row stands on. */
function floors(rows: number, theme: Theme) {
  return Object.fromEntries(
    Array.from({ length: rows }, (_, row) => [
      `floor-${row}`,
      {
        type: "line",
        yMin: row,
        yMax: row,
        borderColor: theme.grid,
        borderWidth: 1,
        drawTime: "beforeDatasetsDraw",
      },
    ]),
  );
}

function linesOf(
  { label, times, values, color, dash, band, filled }: StripLine,
  place: (value: number) => number,
  isNamed: boolean,
): Datasets {
  const points = (from: readonly number[]): StripPoint[] =>
    times.map((x, i) => ({ x, y: place(from[i]!), value: from[i]! }));
  const line: Datasets[number] = {
    label: isNamed ? label : "",
    data: points(values),
    borderColor: color,
    backgroundColor: filled === true ? faded(color, 0.25) : color,
    borderDash: [...dash],
    borderWidth: 2,
    pointRadius: 0,
    fill: filled === true ? "-1" : false,
  };
  if (band === undefined) return [line];
  const edge = { label: "", borderWidth: 0, pointRadius: 0, borderColor: "transparent" };
  return [
    line,
    { data: points(band.low), ...edge, fill: false },
    { data: points(band.high), ...edge, backgroundColor: faded(color, 0.22), fill: "-1" },
  ];
}

/** Read-outs of what is under the pointer: the time, and the value rather than its place in the row. */
export function tooltip(print: (value: number) => string) {
  return {
    mode: "nearest" as const,
    intersect: false,
    filter: ({ dataset }: { dataset: { borderColor?: unknown } }) =>
      dataset.borderColor !== "transparent",
    callbacks: {
      title: (items: readonly { parsed: { x: number | null } }[]) =>
        durationInWords(Math.round(items[0]?.parsed.x ?? 0)),
      label: ({ raw, dataset }: { raw: unknown; dataset: { label?: string | undefined } }) => {
        const { value, y } = raw as { value?: number; y: number };
        const name = dataset.label ?? "";
        return `${name === "" ? "" : `${name}: `}${print(value ?? y)}`;
      },
    },
  };
}
