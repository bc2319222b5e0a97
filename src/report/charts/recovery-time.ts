import type { ChartConfiguration } from "chart.js";
import { durationInWords } from "../format.js";
import type { Report } from "../report.js";
import { axis, frame, lineLegend, shareAxis } from "./axes.js";
import type { Chart, ChartTable } from "./chart.js";
import { colorOf, dashOf, type Theme } from "./theme.js";

/** Round times that a logarithmic axis is marked at [ms]. */
const TICKS = [1e3, 1e4, 6e4, 3e5, 9e5, 36e5, 144e5, 864e5, 6048e5];

/** The observations of each policy that has any. */
function samplesOf({ comparison }: Report) {
  return comparison.policies.flatMap(({ name, samples }, index) => {
    const sample = samples["recovery-time"];
    return sample === undefined || sample.values.length === 0 ? [] : [{ name, index, ...sample }];
  });
}

/** How long hosts take to come back after a failed boot. */
export const recoveryTime: Chart = {
  name: "recovery-time",
  title: "Time from a failed boot to a host that is up again",
  doc: "Share of episodes that lasted longer than the time on the logarithmic axis, pooled over all replications. Episodes that had not ended at the horizon are not in it: see how failed boots ended.",
  empty: "No boot failed, or none of those that did came up again.",
  applies: (report) => samplesOf(report).length > 0,
  configuration(report, theme): ChartConfiguration {
    const framed = frame(recoveryTime.title, theme);
    return {
      type: "line",
      data: {
        datasets: samplesOf(report).map(({ name, index, values, total }) => ({
          label: `${name} (${total})`,
          data: survival(values),
          borderColor: colorOf(index),
          backgroundColor: colorOf(index),
          borderDash: dashOf(index),
          borderWidth: 2.5,
          pointRadius: values.length === 1 ? 4 : 0,
          stepped: "before" as const,
        })),
      },
      options: {
        ...framed,
        plugins: {
          ...framed.plugins,
          legend: {
            ...framed.plugins?.legend,
            labels: { ...framed.plugins?.legend?.labels, ...lineLegend(theme) },
          },
        },
        scales: {
          x: logarithmic(theme),
          y: shareAxis("share of episodes that lasted longer", theme),
        },
      },
    };
  },
  table(report): ChartTable {
    const at = (values: readonly number[], share: number) =>
      durationInWords(
        Math.round(values[Math.min(values.length - 1, Math.floor(share * values.length))]!),
      );
    return {
      head: ["policy", "episodes", "median", "90th percentile", "longest"],
      rows: samplesOf(report).map(({ name, total, values }) => [
        name,
        String(total),
        at(values, 0.5),
        at(values, 0.9),
        at(values, 1),
      ]),
    };
  },
};

/** Points of the survival curve of an ascending sample. */
function survival(values: readonly number[]): { x: number; y: number }[] {
  const points = values.map((x, i) => ({ x: Math.max(1, x), y: 1 - (i + 1) / values.length }));
  return [{ x: Math.max(1, values[0]!), y: 1 }, ...points];
}

function logarithmic(theme: Theme) {
  const base = axis("time to recover (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    afterBuildTicks: (scale: { min: number; max: number; ticks: { value: number }[] }) => {
      scale.ticks = TICKS.filter((tick) => tick >= scale.min && tick <= scale.max).map((value) => ({
        value,
      }));
    },
    ticks: { ...base.ticks, callback: (value: number | string) => durationInWords(Number(value)) },
  };
}
