import type { ChartConfiguration, ChartDataset } from "chart.js";
import type { Band } from "../../experiment/comparison.js";
import { durationInWords } from "../format.js";
import type { Report } from "../report.js";
import { frame, lineLegend, shareAxis, timeAxis } from "./axes.js";
import type { Chart, ChartTable } from "./chart.js";
import { faultShading } from "./fault-shading.js";
import { colorOf, dashOf, faded } from "./theme.js";

/** A chart over time of one series: the mean of each policy as a line, p5 to p95 as a band, faults shaded. */
export function bandChart(
  words: Pick<Chart, "name" | "title" | "doc" | "empty"> & {
    readonly series: string;
    readonly axis: string;
    /** Whether the axis may begin above 0, because all is near 100 %. */
    readonly zooms: boolean;
  },
): Chart {
  const { name, title, doc, empty, series, axis, zooms } = words;
  const bandsOf = ({ comparison }: Report) =>
    comparison.policies.flatMap(({ name: policy, bands }, index) => {
      const band = bands[series];
      return band === undefined ? [] : [{ policy, index, band }];
    });
  return {
    name,
    title,
    doc,
    empty,
    applies: (report) => bandsOf(report).length > 0,
    configuration(report, theme): ChartConfiguration {
      const bands = bandsOf(report);
      const least = Math.min(...bands.flatMap(({ band }) => band.low));
      const options = frame(title, theme);
      return {
        type: "line",
        data: { datasets: bands.flatMap(({ policy, index, band }) => lines(policy, index, band)) },
        options: {
          ...options,
          plugins: {
            ...options.plugins,
            legend: {
              ...options.plugins?.legend,
              labels: {
                ...options.plugins?.legend?.labels,
                ...lineLegend(theme),
                filter: ({ text }) => text !== "",
              },
            },
            annotation: { annotations: faultShading(report.comparison, theme) },
          },
          scales: {
            x: timeAxis(report.comparison.scenario.horizon, theme),
            y: shareAxis(axis, theme, zooms ? floorOf(least) : 0),
          },
        },
      };
    },
    table: (report) => tableOf(bandsOf(report)),
  };
}

/** Where a zoomed axis begins: a round share below the least value. */
function floorOf(least: number): number {
  const steps = [0.999, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5];
  return steps.find((step) => least >= step) ?? 0;
}

function lines(policy: string, index: number, band: Band): ChartDataset<"line">[] {
  const color = colorOf(index);
  const points = (values: readonly number[]) => band.times.map((x, i) => ({ x, y: values[i]! }));
  const edge = { borderWidth: 0, pointRadius: 0, borderColor: "transparent" };
  return [
    {
      label: policy,
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

function tableOf(bands: readonly { readonly policy: string; readonly band: Band }[]): ChartTable {
  const times = bands[0]?.band.times ?? [];
  const step = Math.max(1, Math.floor(times.length / TABLE_ROWS));
  const rows = times.flatMap((time, i) => {
    if (i % step !== step - 1) return [];
    const shares = bands.map(
      ({ band }) =>
        `${percent(band.mean[i]!)} (${percent(band.low[i]!)} to ${percent(band.high[i]!)})`,
    );
    return [[durationInWords(time), ...shares]];
  });
  return { head: ["time", ...bands.map(({ policy }) => `${policy}: mean (p5 to p95)`)], rows };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
