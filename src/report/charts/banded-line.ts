import type { Datasets } from "./chart.js";
import { colorOf, dashOf, faded, type Theme } from "./theme.js";

/** A point of a line, and the ends of its interval. */
export interface BandedPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** A line with the band of its intervals. @param index gives it its colour and its dashes. */
export function bandedLine(
  label: string,
  points: readonly BandedPoint[],
  { index, theme }: { readonly index: number; readonly theme: Theme },
): Datasets {
  const color = colorOf(index, theme);
  const edge = { label: "", borderWidth: 0, pointRadius: 0, borderColor: "transparent" };
  return [
    {
      label,
      data: points.map(({ x, y }) => ({ x, y })),
      borderColor: color,
      backgroundColor: color,
      borderDash: dashOf(index),
      borderWidth: 2.5,
      pointRadius: 3,
      // The first and the last points stand on the edges.
      clip: false,
    },
    { data: points.map(({ x, low }) => ({ x, y: low })), ...edge, fill: false },
    {
      data: points.map(({ x, high }) => ({ x, y: high })),
      ...edge,
      backgroundColor: faded(color, 0.15),
      fill: "-1",
    },
  ];
}
