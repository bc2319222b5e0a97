import type { ChartConfiguration } from "chart.js";
import type { NoReturn } from "../../experiment/no-return/no-return.js";
import { frame, shareAxis, withLineLegend } from "../charts/axes.js";
import { bandedLine } from "../charts/banded-line.js";
import type { Datasets } from "../charts/chart.js";
import { AT_ONCE, noReturn, timeOfHalt } from "../charts/no-return.js";
import type { Theme } from "../charts/theme.js";
import { haltsShown } from "../no-return-words.js";

/** The probability of a bad end against the time of the halt, a line and a band for each policy. */
export function noReturnChart(answers: readonly NoReturn[], theme: Theme): ChartConfiguration {
  const options = frame(noReturn.title, theme);
  return {
    type: "line",
    data: { datasets: answers.flatMap((answer, index) => linesOf(answer, index, theme)) },
    options: {
      ...options,
      plugins: { ...options.plugins, legend: withLineLegend(options, theme) },
      scales: {
        x: timeOfHalt(theme),
        y: shareAxis("replications that end badly", theme),
      },
    },
  };
}

function linesOf(answer: NoReturn, index: number, theme: Theme): Datasets {
  const points = haltsShown(answer).map(({ after, bad, of, interval: { low, high } }) => ({
    x: Math.max(AT_ONCE, after),
    y: bad / of,
    low,
    high,
  }));
  return points.length === 0 ? [] : bandedLine(answer.policy, points, { index, theme });
}
