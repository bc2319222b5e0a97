import type { ChartDataset, ChartOptions } from "chart.js";
import type { Theme } from "./theme.js";

/** Family that both the browser and the registered fonts of the PNGs have. */
export const FONT = "'DejaVu Sans', system-ui, sans-serif";

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** Options that all charts share: no animation, fonts, colours, legend below the title. */
export function frame(title: string, theme: Theme): ChartOptions {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    color: theme.text,
    font: { family: FONT, size: 13 },
    layout: { padding: { left: 8, right: 24, top: 8, bottom: 8 } },
    plugins: {
      title: {
        display: true,
        text: title,
        align: "start",
        color: theme.text,
        font: { family: FONT, size: 17, weight: "bold" },
        padding: { top: 4, bottom: 10 },
      },
      legend: {
        position: "top",
        align: "start",
        labels: { color: theme.text, font: { family: FONT, size: 13 }, boxWidth: 28 },
      },
    },
  };
}

/** A linear axis with its title and unit. */
export function axis(title: string, theme: Theme) {
  return {
    title: { display: true, text: title, color: theme.text, font: { family: FONT, size: 13 } },
    ticks: { color: theme.text, font: { family: FONT, size: 12 } },
    grid: { color: theme.grid },
    border: { color: theme.mark },
  };
}

/** An axis of time since the start of the run, in days or hours by the length of the horizon. */
export function timeAxis(horizon: number, theme: Theme) {
  const inDays = horizon >= 3 * DAY;
  const unit = inDays ? DAY : DAY / 24;
  const base = axis(`time since start [${inDays ? "days" : "hours"}]`, theme);
  return {
    ...base,
    type: "linear" as const,
    min: 0,
    max: horizon,
    ticks: {
      ...base.ticks,
      stepSize: stepFor(horizon / unit) * unit,
      callback: (value: number | string) => String(Math.round((Number(value) / unit) * 10) / 10),
    },
  };
}

/** A round step that gives about ten ticks. */
function stepFor(span: number): number {
  const rough = span / 10;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
}

/** An axis of shares, 0 to 100 %. */
export function shareAxis(title: string, theme: Theme, min = 0) {
  const base = axis(title, theme);
  return {
    ...base,
    type: "linear" as const,
    min,
    max: 1,
    ticks: { ...base.ticks, callback: (value: number | string) => percent(Number(value), min) },
  };
}

/** An axis of amounts, from 0. */
export function amountAxis(title: string, theme: Theme, max: number) {
  return { ...axis(title, theme), type: "linear" as const, min: 0, max };
}

function percent(share: number, min: number): string {
  const decimals = 1 - min < 0.02 ? 2 : 1 - min < 0.1 ? 1 : 0;
  return `${(share * 100).toFixed(decimals)} %`;
}

/** What a legend needs to know of a chart of lines. */
interface Lines {
  readonly data: { readonly datasets: readonly object[] };
  isDatasetVisible(datasetIndex: number): boolean;
}

/** The legend of a chart of lines; what has an empty label, the edges of bands, is left out. */
export function withLineLegend(
  { plugins }: ChartOptions,
  theme: Theme,
): NonNullable<NonNullable<ChartOptions["plugins"]>["legend"]> {
  const { legend } = plugins ?? {};
  return {
    ...legend,
    labels: {
      ...legend?.labels,
      ...lineLegend(theme),
      filter: ({ text }) => text !== "",
    },
  };
}

/** Legend entries drawn as the lines they stand for, dashes and all; Chart.js itself leaves the dashes out. */
const lineLegend = (theme: Theme) => ({
  usePointStyle: true,
  pointStyleWidth: 44,
  generateLabels: (chart: Lines) =>
    (chart.data.datasets as readonly ChartDataset<"line">[]).map((line, datasetIndex) => ({
      datasetIndex,
      text: line.label ?? "",
      strokeStyle: line.borderColor as string,
      lineWidth: 2.5,
      lineDash: (line.borderDash ?? []) as number[],
      pointStyle: "line" as const,
      fontColor: theme.text,
      hidden: !chart.isDatasetVisible(datasetIndex),
    })),
});
