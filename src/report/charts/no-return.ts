/** Point of no return: how likely a bad end is by when a bad release is halted. */
import type { Band } from "../../experiment/comparison.js";
import type { NoReturn } from "../../experiment/no-return/no-return.js";
import { DAY, HOUR, MINUTE } from "../../support/time.js";
import { HALT_HEAD, haltRows, haltsShown, medianOf, span } from "../no-return-words.js";
import { axis } from "./axes.js";
import { bandChart } from "./bands.js";
import { type Chart, extremes, type Subject } from "./chart.js";
import type { Theme } from "./theme.js";

/** Until when a halt of a bad release still helps. */
export const noReturn: Chart = {
  ...bandChart({
    name: "no-return",
    title: "Probability of a bad end by when the release is halted",
    doc: "For a halt so long after the first host took the release: the share of replications that end badly all the same, with its 95 % interval. Where a line is at 100 %, a halt comes too late.",
    empty: "Not computed; run --halts finds until when a halt of a bad release still helps.",
    bandOf: ({ noReturn: answer }) => (answer === undefined ? undefined : bandOf(answer)),
    axis: "replications that end badly",
    measure: "share",
    zooms: false,
    x: timeOfHalt,
    summary,
  }),
  table: ({ policies }) => ({
    head: ["policy", ...HALT_HEAD],
    rows: policies.flatMap(({ name, result }) =>
      result.noReturn === undefined ? [] : haltRows(result.noReturn).map((row) => [name, ...row]),
    ),
  }),
};

/** Policies up to which each is told of. */
const TOLD = 6;

/** The medians of the latest halts that helped. */
function summary({ policies }: Subject): string {
  const answers = policies.flatMap(({ name, result: { noReturn: answer } }) =>
    answer === undefined ? [] : [{ name, answer }],
  );
  const medians = answers.map(({ name, answer }) => {
    const value = medianOf(answer);
    return value === undefined
      ? { name, value: Number.POSITIVE_INFINITY, text: "does no harm" }
      : { name, value, text: `until ${span(value)}` };
  });
  const told =
    medians.length <= TOLD
      ? medians.map(({ name, text }) => `${name} ${text}`).join(", ")
      : extremes(medians);
  return `After the first host took ${answers[0]?.answer.release ?? "it"}, a halt averts a bad end (median of the replications): ${told}.`;
}

/** What does no harm never ends badly. */
function bandOf(answer: NoReturn): Band {
  if (answer.harmed === 0)
    return { times: [AT_ONCE, DAY], mean: [0, 0], low: [0, 0], high: [0, 0] };
  const halts = haltsShown(answer);
  return {
    times: halts.map(({ after }) => Math.max(AT_ONCE, after)),
    mean: halts.map(({ bad, of }) => bad / of),
    low: halts.map(({ interval }) => interval.low),
    high: halts.map(({ interval }) => interval.high),
  };
}

/** Where a halt at once stands on the logarithmic axis [ms]. */
export const AT_ONCE = MINUTE;
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

/** How long after the first host took the release it is halted. */
export function timeOfHalt(theme: Theme) {
  const base = axis("halted so long after the first host took the release (logarithmic)", theme);
  return {
    ...base,
    type: "logarithmic" as const,
    min: AT_ONCE,
    afterBuildTicks: (scale: { max: number; ticks: { value: number }[] }) => {
      scale.ticks = TICKS.flatMap(([value]) => (value <= scale.max ? [{ value }] : []));
    },
    ticks: {
      ...base.ticks,
      autoSkip: false,
      callback: (value: number | string) => TICKS.find(([at]) => at === Number(value))?.[1] ?? "",
    },
  };
}
