/** Point of no return: how likely a bad end is by when a bad release is halted. */
import type { ChartConfiguration } from "chart.js";
import type { NoReturn } from "../../experiment/no-return/answer.js";
import { DAY, HOUR, MINUTE } from "../../support/time.js";
import { haltsShown } from "../no-return-words.js";
import { axis, frame, shareAxis, withLineLegend } from "./axes.js";
import { bandedLine } from "./banded-line.js";
import type { Datasets } from "./chart.js";
import type { Theme } from "./theme.js";

/** Title of the chart. */
export const NO_RETURN_TITLE = "Probability of a bad end by when the release is halted";
/** How it is read. */
export const NO_RETURN_DOC =
  "For a halt so long after the first host took the release: the share of replications that end badly all the same, with its 95 % interval. Where a line is at 100 %, a halt comes too late.";

/** Where a halt at once stands on the logarithmic axis [ms]. */
const AT_ONCE = MINUTE;
const TICKS: readonly (readonly [number, string])[] = [
  [AT_ONCE, "at once"],
  [10 * MINUTE, "10 min"],
  [HOUR, "1 h"],
  [6 * HOUR, "6 h"],
  [DAY, "1 d"],
  [7 * DAY, "7 d"],
  [28 * DAY, "28 d"],
  [365 * DAY, "1 y"],
];

/** The probability of a bad end against the time of the halt, a line and a band for each policy. */
export function noReturnConfiguration(
  answers: readonly NoReturn[],
  theme: Theme,
): ChartConfiguration {
  const options = frame(NO_RETURN_TITLE, theme);
  const last = Math.max(
    ...answers.flatMap((answer) => haltsShown(answer).map(({ after }) => after)),
  );
  return {
    type: "line",
    data: { datasets: answers.flatMap((answer, index) => linesOf(answer, index, theme)) },
    options: {
      ...options,
      plugins: {
        ...options.plugins,
        legend: withLineLegend(options, theme),
      },
      scales: {
        x: timeOfHalt(Math.max(HOUR, last), theme),
        y: shareAxis("replications that end badly", theme),
      },
    },
  };
}

function timeOfHalt(max: number, theme: Theme) {
  const base = axis("halted so long after the first host took the release (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    min: AT_ONCE,
    max,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = TICKS.flatMap(([value]) => (value <= max ? [{ value }] : []));
    },
    ticks: {
      ...base.ticks,
      autoSkip: false,
      callback: (value: number | string) => TICKS.find(([at]) => at === Number(value))?.[1] ?? "",
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
