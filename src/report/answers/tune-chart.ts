/** The chart of tuning: two objectives against each other at every point that was looked at, the front, and the recommended point. */
import type { ChartConfiguration } from "chart.js";
import type { TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import { axis, frame } from "../charts/axes.js";
import type { Annotation } from "../charts/fault-shading.js";
import { colorOf, faded, type Theme } from "../charts/theme.js";
import { objectiveScale } from "./tune-words.js";

/** Title of the chart. */
export const FRONT_TITLE = "What one objective costs in the other";

/** The first two objectives; points beyond the front are paler. */
export function tuneChart(answer: TuneAnswer, theme: Theme): ChartConfiguration<"scatter"> {
  const options = frame(FRONT_TITLE, theme) as NonNullable<
    ChartConfiguration<"scatter">["options"]
  >;
  const [across, up] = [0, 1].map((index) => objectiveScale(answer, index));
  const dataOf = (points: readonly TunePoint[]) =>
    points.flatMap(({ objectives: [a, b] }) =>
      a && b ? [{ x: a.mean / across!.factor, y: b.mean / up!.factor }] : [],
    );
  const title = (index: number, unit: string): string =>
    `${answer.request.objectives[index]!.metric}${unit === "" ? "" : ` [${unit}]`}`;
  const series = (label: string, points: readonly TunePoint[], color: string, radius: number) => ({
    label,
    data: dataOf(points),
    backgroundColor: color,
    borderColor: color,
    pointRadius: radius,
  });
  const broken = answer.points.filter(({ givenUp }) => givenUp === "breaks");
  const others = answer.points.filter(({ givenUp }) => givenUp !== "breaks");
  return {
    type: "scatter",
    data: {
      datasets: [
        ...(answer.best === null
          ? []
          : [series("recommended", [answer.best], colorOf(1, theme), 8)]),
        series("front, with 95 % intervals", answer.front, colorOf(0, theme), 5),
        series("others, as the search saw them", others, faded(colorOf(0, theme), 0.3), 3),
        ...(broken.length === 0
          ? []
          : [series("break what is required", broken, faded(theme.text, 0.3), 3)]),
      ],
    },
    options: {
      ...options,
      scales: {
        x: { ...axis(title(0, across!.unit), theme), type: "linear" },
        y: { ...axis(title(1, up!.unit), theme), type: "linear" },
      },
      plugins: {
        ...options.plugins,
        annotation: { annotations: crosses(answer, theme) as never },
      },
    },
  };
}

/** A cross of intervals over each point of the front. */
function crosses(answer: TuneAnswer, theme: Theme): Record<string, Annotation> {
  const [across, up] = [0, 1].map((index) => objectiveScale(answer, index).factor);
  const line = (x: readonly [number, number], y: readonly [number, number]): Annotation => ({
    type: "line",
    xMin: x[0] / across!,
    xMax: x[1] / across!,
    yMin: y[0] / up!,
    yMax: y[1] / up!,
    borderColor: colorOf(0, theme),
    borderWidth: 1.5,
  });
  const lines = answer.front.flatMap(({ objectives: [a, b] }, index) => {
    if (!a?.interval || !b?.interval) return [];
    return [
      [`across-${index}`, line([a.interval.low, a.interval.high], [b.mean, b.mean])],
      [`up-${index}`, line([a.mean, a.mean], [b.interval.low, b.interval.high])],
    ] as const;
  });
  return Object.fromEntries(lines);
}
