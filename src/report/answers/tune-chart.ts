/** The chart of tuning, made for a slide: two objectives against each other, the points of the front by name, the recommended one marked. */
import type { ChartConfiguration, LegendItem } from "chart.js";
import type { TuneAnswer, TunePoint } from "../../experiment/tune/answer.js";
import { metricOutputs } from "../../metrics/index.js";
import { axis, FONT, frame } from "../charts/axes.js";
import type { Annotation } from "../charts/fault-shading.js";
import { pointLabels } from "../charts/point-labels.js";
import { colorOf, faded, type Theme } from "../charts/theme.js";
import { isRecommended, objectiveScale, pointNames } from "./tune-points.js";

/** Title of the chart: "What less container downtime costs in vulnerable time". */
export function frontTitle(answer: TuneAnswer): string {
  const [first, second] = answer.request.objectives.map(({ metric }) => titleOf(metric));
  const goal = answer.request.objectives[0]!.goal === "min" ? "less" : "more";
  return `What ${goal} ${lower(first!)} costs in ${lower(second!)}`;
}

function titleOf(metric: string): string {
  return metricOutputs.find(({ name }) => name === metric)?.title ?? metric;
}

function lower(title: string): string {
  return `${title[0]!.toLowerCase()}${title.slice(1)}`;
}

/** Height of the chart, which is 960 wide: 16 to 9 [CSS px]. */
export const FRONT_HEIGHT = 540;

/** Names stand above the lines of the intervals [CSS px]. */
const LIFT = 13;

/** Shapes, so that points differ without colour too. */
const SHAPES = {
  recommended: "star",
  front: "circle",
  others: "circle",
  refused: "crossRot",
} as const;

/** A set of points that look alike. */
type Kind = keyof typeof SHAPES;

/** The first two objectives. Points beyond the front are pale; those that may not be recommended are crosses. */
export function tuneChart(answer: TuneAnswer, theme: Theme): ChartConfiguration<"scatter"> {
  const options = frame(frontTitle(answer), theme) as NonNullable<
    ChartConfiguration<"scatter">["options"]
  >;
  const place = placer(answer);
  const names = pointNames(answer);
  const front = answer.front.filter((point) => !isRecommended(answer, point));
  const styles = stylesOf(theme);
  const named = (kind: Kind, name: string, points: readonly TunePoint[]) => ({
    label: name,
    data: points.flatMap(place),
    ...styles[kind],
  });
  const background = answer.points.filter((point) => !isAmong(answer.front, point));
  const refused = background.filter(({ isEligible }) => !isEligible);
  const others = background.filter(({ isEligible }) => isEligible);
  return {
    type: "scatter",
    data: {
      datasets: [
        ...(answer.best === null
          ? []
          : [named("recommended", `recommended: ${names.of(answer.best)}`, [answer.best])]),
        ...front.map((point) => named("front", names.of(point), [point])),
        named("others", "", others),
        named("refused", "", refused),
      ],
    },
    options: {
      ...options,
      scales: {
        x: { ...axis(axisTitle(answer, 0), theme), type: "linear", grace: "6%" },
        y: { ...axis(axisTitle(answer, 1), theme), type: "linear", grace: "6%" },
      },
      plugins: {
        ...options.plugins,
        subtitle: {
          display: true,
          text: names.legend,
          align: "start",
          color: theme.text,
          font: { family: FONT, size: 13 },
          padding: { bottom: 6 },
        },
        legend: {
          ...options.plugins?.legend,
          labels: {
            ...options.plugins?.legend?.labels,
            usePointStyle: true,
            boxHeight: 9,
            pointStyleWidth: 12,
            generateLabels: () => legendOf(answer, refused.length > 0, theme),
          },
        },
        annotation: { annotations: crosses(answer, theme) as never },
      },
    },
    plugins: [pointLabels(theme, { lift: LIFT }) as never],
  };
}

function isAmong(points: readonly TunePoint[], { levels }: TunePoint): boolean {
  return points.some((point) => point.levels.every((level, index) => level === levels[index]));
}

/** Where a point stands, in the units of the axes; nowhere where an objective does not apply. */
function placer(answer: TuneAnswer) {
  const [across, up] = [0, 1].map((index) => objectiveScale(answer, index));
  return ({ objectives: [a, b] }: TunePoint) =>
    a && b ? [{ x: a.mean / across!.factor, y: b.mean / up!.factor }] : [];
}

function stylesOf(theme: Theme) {
  const style = (kind: Kind, color: string, radius: number, width: number) => ({
    borderColor: color,
    backgroundColor: kind === "front" ? faded(color, 0.7) : color,
    pointStyle: SHAPES[kind],
    pointRadius: radius,
    borderWidth: width,
  });
  return {
    recommended: style("recommended", colorOf(1, theme), 11, 3),
    front: style("front", colorOf(0, theme), 6, 2),
    others: style("others", faded(colorOf(0, theme), 0.3), 3, 0),
    refused: style("refused", faded(theme.mark, 0.7), 4, 1.5),
  };
}

/** "Container downtime [container-h], less is better". */
function axisTitle(answer: TuneAnswer, index: number): string {
  const { metric, goal } = answer.request.objectives[index]!;
  const { unit } = objectiveScale(answer, index);
  return `${titleOf(metric)}${unit === "" ? "" : ` [${unit}]`}, ${goal === "min" ? "less" : "more"} is better`;
}

/** What each shape is: the names of points stand beside them. */
function legendOf(answer: TuneAnswer, hasRefused: boolean, theme: Theme): LegendItem[] {
  const styles = stylesOf(theme);
  const entry = (kind: Kind, text: string): LegendItem => {
    const { borderColor, backgroundColor, pointStyle, borderWidth } = styles[kind];
    return {
      text,
      pointStyle,
      strokeStyle: borderColor,
      fillStyle: backgroundColor,
      lineWidth: Math.max(1, borderWidth),
      fontColor: theme.text,
    };
  };
  return [
    ...(answer.best === null ? [] : [entry("recommended", "recommended")]),
    ...(answer.front.length === 0 ? [] : [entry("front", "front, with 95 % intervals")]),
    entry("others", "others"),
    ...(hasRefused ? [entry("refused", "did not finish, or misses a bound")] : []),
  ];
}

/** A cross of intervals over each point of the front. */
function crosses(answer: TuneAnswer, theme: Theme): Record<string, Annotation> {
  const [across, up] = [0, 1].map((index) => objectiveScale(answer, index).factor);
  const line = (
    color: string,
    x: readonly [number, number],
    y: readonly [number, number],
  ): Annotation => ({
    type: "line",
    xMin: x[0] / across!,
    xMax: x[1] / across!,
    yMin: y[0] / up!,
    yMax: y[1] / up!,
    borderColor: color,
    borderWidth: 1.5,
    drawTime: "beforeDatasetsDraw",
  });
  const { best, front } = answer;
  const named = best === null || isAmong(front, best) ? front : [best, ...front];
  const lines = named.flatMap((point, index) => {
    const [a, b] = point.objectives;
    if (!a?.interval || !b?.interval) return [];
    const color = colorOf(isRecommended(answer, point) ? 1 : 0, theme);
    return [
      [`across-${index}`, line(color, [a.interval.low, a.interval.high], [b.mean, b.mean])],
      [`up-${index}`, line(color, [a.mean, a.mean], [b.interval.low, b.interval.high])],
    ] as const;
  });
  return Object.fromEntries(lines);
}
