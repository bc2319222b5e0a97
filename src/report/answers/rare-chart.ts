import type { ChartConfiguration } from "chart.js";
import type { RareEstimate } from "../../experiment/splitting/estimate.js";
import { axis, frame, withLineLegend } from "../charts/axes.js";
import { bandedLine } from "../charts/banded-line.js";
import type { Datasets } from "../charts/chart.js";
import type { Theme } from "../charts/theme.js";

/** Title of the chart. */
export const LEVELS_TITLE = "How likely it is that so many are down at once";

/** The probability of each level, on a logarithmic axis, a line and a band for each policy. */
export function levelChart(policies: readonly RareEstimate[], theme: Theme): ChartConfiguration {
  const options = frame(LEVELS_TITLE, theme);
  const number = axis("down at one time", theme);
  return {
    type: "line",
    data: { datasets: policies.flatMap((answer, index) => linesOf(answer, index, theme)) },
    options: {
      ...options,
      plugins: { ...options.plugins, legend: withLineLegend(options, theme) },
      scales: {
        x: { ...number, type: "linear" as const, ticks: { ...number.ticks, precision: 0 } },
        y: probabilityAxis(theme),
      },
    },
  };
}

/** Powers of ten alone are labelled. */
function probabilityAxis(theme: Theme) {
  const base = axis("probability before the end of the run (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    max: 1,
    ticks: {
      ...base.ticks,
      callback: (value: number | string) => {
        const power = Math.log10(Number(value));
        if (Math.abs(power - Math.round(power)) > 1e-9) return "";
        return Number(value) >= 0.01 ? String(value) : Number(value).toExponential(0);
      },
    },
  };
}

function linesOf({ policy, levels }: RareEstimate, index: number, theme: Theme): Datasets {
  const points = levels.flatMap(({ down, probability, interval }) =>
    interval === null ? [] : [{ x: down, y: probability, low: interval.low, high: interval.high }],
  );
  return bandedLine(policy, points, { index, theme });
}
