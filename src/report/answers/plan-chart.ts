/** The chart of a question of capacity: what each value comes to, its interval, the bound, and the answer. */
import type { ChartConfiguration } from "chart.js";
import type { PlanAnswer, PlanPoint, SeedAnswer } from "../../experiment/plan/answer.js";
import { parseDuration } from "../../support/duration-text.js";
import { parsePercentage } from "../../support/quantity.js";
import { HOUR } from "../../support/time.js";
import { axis, FONT, frame } from "../charts/axes.js";
import type { Annotation } from "../charts/fault-shading.js";
import { colorOf, dashOf, type Theme } from "../charts/theme.js";

/** Where the second seed stands beside the first, as a share of the range: or it would hide it. */
const ASIDE = 0.006;

/** The trade: what more of the knob buys. */
export function planChart(answer: PlanAnswer, theme: Theme): ChartConfiguration {
  const { knob, request, bound, first, second } = answer;
  const scaled = request.require.kind === "chance" ? 100 : 1;
  const runs = second === null ? [first] : [first, second];
  const width = placeOf(answer.to) - placeOf(answer.from);
  const options = frame(`What ${knob} buys`, theme);
  const xOf = (point: PlanPoint, run: number): number => placeOf(point.value) + run * ASIDE * width;
  const dataOf = (run: SeedAnswer, index: number) =>
    run.points.flatMap((point) =>
      point.figure.value === null ? [] : [{ x: xOf(point, index), y: point.figure.value * scaled }],
    );
  return {
    type: "line",
    data: {
      datasets: runs.map((run, index) => ({
        label: `seed ${run.seed}`,
        data: dataOf(run, index),
        borderColor: colorOf(index, theme),
        backgroundColor: colorOf(index, theme),
        borderDash: dashOf(index),
        borderWidth: 2,
        // No line: it would lead through values that were only looked at, which are hollow.
        showLine: false,
        pointBackgroundColor: shownPoints(run).map(({ verdict }) =>
          verdict === null ? theme.background : colorOf(index, theme),
        ),
        pointRadius: 4,
        tension: 0,
      })),
    },
    options: {
      ...options,
      scales: { x: xAxis(answer, theme), y: yAxis(answer, scaled, theme) },
      plugins: {
        ...options.plugins,
        annotation: {
          annotations: {
            ...intervals(runs, { xOf, scaled }, theme),
            bound: boundLine(bound * scaled, answer, theme),
            ...answerLine(first, theme),
          } as never,
        },
      },
    },
  };
}

/** The points that have a figure. */
function shownPoints({ points }: SeedAnswer): readonly PlanPoint[] {
  return points.filter(({ figure }) => figure.value !== null);
}

/** Where a value stands on the axis: shares in percent, durations in hours. */
function placeOf(value: number | string): number {
  if (typeof value === "number") return value;
  const share = parsePercentage(value);
  if (share !== undefined) return share * 100;
  return (parseDuration(value) ?? 0) / HOUR;
}

function unitOf(value: number | string): string {
  if (typeof value === "number") return "";
  return parsePercentage(value) === undefined ? " [h]" : " [%]";
}

function xAxis({ knob, from, to }: PlanAnswer, theme: Theme) {
  const ends = { min: placeOf(from), max: placeOf(to) };
  return { ...axis(`${knob}${unitOf(from)}`, theme), type: "linear" as const, ...ends };
}

/** How far above its bound a share is shown at least: what is far from it decides nothing. */
const ABOVE = 8;

/** From 0 for shares; so far up that the bound and what was tried are told apart. Values that miss by far lie above. */
function yAxis({ request, bound, first, second }: PlanAnswer, scaled: number, theme: Theme) {
  const { require } = request;
  if (require.kind === "mean") {
    const { metric, unit } = require.limit;
    return axis(`mean ${metric}${unit === "" ? "" : ` [${unit}]`}`, theme);
  }
  const tried = [...first.points, ...(second?.points ?? [])].filter(
    ({ verdict }) => verdict !== null,
  );
  const shares = tried.map(({ figure }) => figure.value ?? 0);
  const highest = Math.max(ABOVE * bound, 1.3 * Math.max(...shares));
  return {
    ...axis("replications that miss a bound [%]", theme),
    min: 0,
    max: Math.min(1, highest) * scaled,
  };
}

/** How the chart's places follow from its points. */
interface Places {
  readonly xOf: (point: PlanPoint, run: number) => number;
  readonly scaled: number;
}

/** An upright line over the interval of every point that was judged. */
function intervals(
  runs: readonly SeedAnswer[],
  { xOf, scaled }: Places,
  theme: Theme,
): Record<string, Annotation> {
  const lines = runs.flatMap((run, index) =>
    run.points.flatMap((point): readonly [string, Annotation][] => {
      const { low, high } = point.figure;
      if (low === null || high === null || point.verdict === null) return [];
      const x = xOf(point, index);
      const line = {
        type: "line",
        xMin: x,
        xMax: x,
        yMin: low * scaled,
        yMax: high * scaled,
        borderColor: colorOf(index, theme),
        borderWidth: 2,
      };
      return [[`interval-${index}-${String(point.value)}`, line]];
    }),
  );
  return Object.fromEntries(lines);
}

function boundLine(at: number, { request }: PlanAnswer, theme: Theme): Annotation {
  const { require } = request;
  const isLeast = require.kind === "mean" && require.limit.max === undefined;
  return {
    type: "line",
    yMin: at,
    yMax: at,
    borderColor: theme.text,
    borderWidth: 1.5,
    borderDash: [6, 4],
    label: label(isLeast ? "at least" : "at most", "end", theme),
  };
}

function answerLine({ answer }: SeedAnswer, theme: Theme): Record<string, Annotation> {
  if (answer === null) return {};
  const x = placeOf(answer);
  return {
    answer: {
      type: "line",
      xMin: x,
      xMax: x,
      borderColor: theme.mark,
      borderWidth: 1.5,
      borderDash: [2, 3],
      drawTime: "beforeDatasetsDraw",
      label: label(`answer: ${answer}`, "end", theme),
    },
  };
}

function label(content: string, position: "start" | "end", theme: Theme): Annotation {
  return {
    display: true,
    content,
    position,
    backgroundColor: theme.background,
    color: theme.text,
    font: { family: FONT, size: 12, weight: "normal" },
  };
}
