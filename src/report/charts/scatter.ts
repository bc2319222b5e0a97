import type { ChartConfiguration } from "chart.js";
import type { MetricEstimate } from "../../experiment/comparison.js";
import { figure } from "../format.js";
import type { ReportRow } from "../report.js";
import { axis, frame } from "./axes.js";
import { nameOn, type Datasets, type Subject } from "./chart.js";
import type { Annotation } from "./fault-shading.js";
import { pointLabels } from "./point-labels.js";
import { colorOf, faded, type Theme } from "./theme.js";

/** Shapes, so that points differ without colour too. */
const SHAPES = ["circle", "rect", "triangle", "rectRot", "crossRot", "star", "cross"] as const;

/** A policy on a plane of two metrics, in the units of their axes. */
export interface PlanePoint {
  readonly name: string;
  readonly index: number;
  readonly x: Coordinate;
  readonly y: Coordinate;
}

/** A mean with the half-width of its interval. */
interface Coordinate {
  readonly value: number;
  readonly half: number;
}

/** Height of a plane: taller where there are more names to place [CSS px]. */
export function planeHeight(points: number): number {
  return 480 + Math.max(0, points - 8) * 12;
}

/** The policies to which both metrics apply. */
export function pointsOf({ policies }: Subject, x: ReportRow, y: ReportRow): PlanePoint[] {
  return policies.flatMap(({ name, index, result: { metrics } }) => {
    const [first, second] = [metrics[x.metric], metrics[y.metric]];
    if (first === undefined || second === undefined) return [];
    return [{ name, index, x: coordinate(first, x.factor), y: coordinate(second, y.factor) }];
  });
}

function coordinate({ mean, halfWidth }: MetricEstimate, factor: number): Coordinate {
  return { value: mean / factor, half: (halfWidth ?? 0) / factor };
}

export function titleOf({ title, unit }: ReportRow): string {
  return unit === "" ? title : `${title} [${unit}]`;
}

/** A plane of two metrics: a named point for each policy with the intervals of both means, and what else is given. */
export function plane(
  subject: Subject,
  { title, x, y }: { readonly title: string; readonly x: ReportRow; readonly y: ReportRow },
  theme: Theme,
  more: Datasets = [],
): ChartConfiguration {
  const points = pointsOf(subject, x, y);
  const framed = frame(title, theme);
  return {
    type: "scatter",
    data: {
      datasets: [
        ...points.map(({ name, index, x: { value }, y: { value: height } }) => ({
          label: nameOn(subject, name),
          data: [{ x: value, y: height }],
          borderColor: colorOf(index, theme),
          backgroundColor: faded(colorOf(index, theme), 0.7),
          pointStyle: SHAPES[index % SHAPES.length]!,
          pointRadius: 5,
          borderWidth: 2,
        })),
        ...more,
      ],
    },
    options: {
      ...framed,
      plugins: {
        ...framed.plugins,
        legend: { display: false },
        annotation: { annotations: crosses(points, theme) },
        tooltip: {
          callbacks: {
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ""}: ${figure(parsed.x ?? 0, null)} ${x.unit}, ${figure(parsed.y ?? 0, null)} ${y.unit}`,
          },
        },
      },
      scales: {
        x: { ...axis(titleOf(x), theme), type: "linear", min: 0, grace: "4%" },
        y: { ...axis(titleOf(y), theme), type: "linear", min: 0, grace: "6%" },
      },
    },
    plugins: [pointLabels(theme)],
  };
}

/** The 95 % intervals of both means. */
function crosses(points: readonly PlanePoint[], theme: Theme): Record<string, Annotation> {
  return Object.fromEntries(
    points.flatMap(({ index, x, y }): [string, Annotation][] => {
      const line = {
        type: "line",
        borderColor: colorOf(index, theme),
        borderWidth: 1,
        drawTime: "beforeDatasetsDraw",
      };
      const across = { xMin: Math.max(0, x.value - x.half), xMax: x.value + x.half };
      const up = { yMin: Math.max(0, y.value - y.half), yMax: y.value + y.half };
      return [
        [`across-${index}`, { ...line, ...across, yMin: y.value, yMax: y.value }],
        [`up-${index}`, { ...line, ...up, xMin: x.value, xMax: x.value }],
      ];
    }),
  );
}
