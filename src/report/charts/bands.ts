import type { ChartConfiguration } from "chart.js";
import type { Band, PolicyResult } from "../../experiment/comparison.js";
import { durationInWords, figure } from "../format.js";
import { FONT, amountAxis, frame, shareAxis, timeAxis, withLineLegend } from "./axes.js";
import {
  extremes,
  nameOn,
  type Chart,
  type ChartTable,
  type Datasets,
  type Subject,
} from "./chart.js";
import { endAxis } from "./end-labels.js";
import { faultShading } from "./fault-shading.js";
import { stripHeight, strips, tooltip } from "./strips.js";
import { colorOf, dashOf, faded, type Theme } from "./theme.js";

/** Policies whose lines can be told apart on one chart; more get a row each. */
const TOGETHER = 6;

/** Height of a chart on which all lines are drawn together [CSS px]. */
const HEIGHT = 480;

/** What is particular to one chart of bands. */
interface BandWords extends Pick<Chart, "name" | "title" | "doc" | "empty"> {
  /** What is drawn of a policy; undefined where it has none. */
  readonly bandOf: (result: PolicyResult) => Band | undefined;
  readonly axis: string;
  readonly measure: "share" | "count";
  /** Whether the axis may begin above 0, because all is near 100 %. */
  readonly zooms: boolean;
  /** The horizontal axis; the time of the run, with its faults, where there is none. */
  readonly x?: (theme: Theme) => object;
  /** Said of the policies shown; the means over the run where there is none. */
  readonly summary?: (subject: Subject) => string;
}

interface Shown {
  readonly name: string;
  readonly index: number;
  readonly band: Band;
}

/** A chart over time of one series: the mean of each policy as a line, p5 to p95 as a band, faults shaded. */
export function bandChart(words: BandWords): Chart {
  const { name, title, doc, empty, bandOf, measure } = words;
  const shown = ({ policies }: Subject): Shown[] =>
    policies.flatMap(({ name: policy, index, result }) => {
      const band = bandOf(result);
      return band === undefined ? [] : [{ name: policy, index, band }];
    });
  const print = (value: number) => printed(value, measure);
  return {
    name,
    title,
    doc,
    empty,
    applies: (subject) =>
      shown(subject).some(({ band }) => measure === "share" || band.high.some((most) => most > 0)),
    summary(subject) {
      if (words.summary !== undefined) return words.summary(subject);
      const means = shown(subject).map(({ name: policy, band }) => {
        const value = band.mean.reduce((sum, one) => sum + one, 0) / band.mean.length;
        return { name: policy, value, text: print(value) };
      });
      return `Mean over the whole run: ${extremes(means)}.`;
    },
    height: (subject) => {
      const rows = shown(subject).length;
      return rows <= TOGETHER ? HEIGHT : stripHeight(rows);
    },
    configuration(subject, theme) {
      const bands = shown(subject);
      const range = rangeOf(bands, words);
      return bands.length <= TOGETHER
        ? together(subject, bands, { words, range, print }, theme)
        : apart(subject, bands, { words, range, print }, theme);
    },
    table: (subject) => tableOf(shown(subject), print),
  };
}

interface Drawing {
  readonly words: BandWords;
  readonly range: readonly [number, number];
  readonly print: (value: number) => string;
}

/** A row for each policy. */
function apart(
  subject: Subject,
  bands: readonly Shown[],
  { words, range, print }: Drawing,
  theme: Theme,
): ChartConfiguration {
  const rows = bands.map(({ name, index, band }) => ({
    text: nameOn(subject, name),
    end:
      words.measure === "share"
        ? print(band.mean.at(-1) ?? 0)
        : `most ${print(Math.max(...band.mean))}`,
    lines: [
      {
        label: name,
        times: band.times,
        values: band.mean,
        color: colorOf(index, theme),
        dash: [],
        band,
      },
    ],
  }));
  const { title, axis } = words;
  const { datasets, options } = strips(
    subject.report,
    rows,
    {
      title,
      axis,
      range,
      print,
      legend: false,
      ...(words.x === undefined ? {} : { x: words.x(theme) }),
    },
    theme,
  );
  return { type: "line", data: { datasets }, options };
}

/** All policies in one plot, each named at the end of its line. */
function together(
  subject: Subject,
  bands: readonly Shown[],
  { words, range: [min, max], print }: Drawing,
  theme: Theme,
): ChartConfiguration {
  const { comparison } = subject.report;
  const options = frame(words.title, theme);
  const ends = bands.map(({ name, index, band }) => ({
    text: nameOn(subject, name),
    at: Math.min(max, Math.max(min, band.mean.at(-1) ?? 0)),
    color: colorOf(index, theme),
  }));
  return {
    type: "line",
    data: { datasets: bands.flatMap((shown) => lines(shown, theme)) },
    options: {
      ...options,
      plugins: {
        ...options.plugins,
        legend: withLineLegend(options, theme),
        tooltip: { ...tooltip(print), mode: "index" as const },
        annotation: {
          annotations: words.x === undefined ? faultShading(comparison, theme) : {},
        },
      },
      scales: {
        x: words.x?.(theme) ?? timeAxis(comparison.scenario.horizon, theme),
        y:
          words.measure === "share"
            ? shareAxis(words.axis, theme, min)
            : amountAxis(words.axis, theme, max),
        ends: endAxis(ends, { min, max, height: HEIGHT - 150 }, FONT),
      },
    },
  };
}

/** From where to where the values are drawn. */
function rangeOf(bands: readonly Shown[], { measure, zooms }: BandWords): [number, number] {
  if (measure === "share") {
    const least = Math.min(...bands.map(({ band }) => Math.min(...band.low)));
    return [zooms ? floorOf(least) : 0, 1];
  }
  return [0, ceilingOf(Math.max(...bands.map(({ band }) => Math.max(...band.high))))];
}

/** Where a zoomed axis begins: a round share below the least value. */
export function floorOf(least: number): number {
  const steps = [0.999, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5];
  return steps.find((step) => least >= step) ?? 0;
}

/** The least round number that is no less. */
function ceilingOf(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((s) => s >= most) ?? most;
}

function lines({ name, index, band }: Shown, theme: Theme): Datasets {
  const color = colorOf(index, theme);
  const points = (values: readonly number[]) => band.times.map((x, i) => ({ x, y: values[i]! }));
  const edge = { borderWidth: 0, pointRadius: 0, borderColor: "transparent" };
  return [
    {
      label: name,
      data: points(band.mean),
      borderColor: color,
      backgroundColor: color,
      borderDash: dashOf(index),
      borderWidth: 2.5,
      pointRadius: 0,
    },
    { label: "", data: points(band.low), ...edge, fill: false },
    {
      label: "",
      data: points(band.high),
      ...edge,
      backgroundColor: faded(color, 0.15),
      fill: "-1",
    },
  ];
}

/** Rows of the text equivalent. */
const TABLE_ROWS = 12;

function tableOf(bands: readonly Shown[], print: (value: number) => string): ChartTable {
  const times = bands[0]?.band.times ?? [];
  const step = Math.max(1, Math.floor(times.length / TABLE_ROWS));
  const rows = times.flatMap((time, i) => {
    if (i % step !== step - 1) return [];
    const values = bands.map(
      ({ band }) => `${print(band.mean[i]!)} (${print(band.low[i]!)} to ${print(band.high[i]!)})`,
    );
    return [[durationInWords(time), ...values]];
  });
  return { head: ["time", ...bands.map(({ name }) => `${name}: mean (p5 to p95)`)], rows };
}

/** A share as a percentage, a count with three digits. */
export function printed(value: number, measure: "share" | "count"): string {
  return measure === "share" ? `${Number((value * 100).toFixed(2))} %` : figure(value, null);
}
