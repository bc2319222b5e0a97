import type { Chart as ChartJs, Plugin } from "chart.js";
import { FONT } from "./axes.js";
import type { Theme } from "./theme.js";

/** A rectangle on the chart [CSS px]. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const HEIGHT = 15;
/** How far labels are moved from their points at most, and by how much at a time [CSS px]. */
const FARTHEST = 160;
const STEP = 8;

/**
 * Names the first point of each labelled dataset: beside it where that is free, else as near as nothing is covered, with a line
 * that leads to it.
 *
 * @param lift how far above its point a name stands at least, where lines run through the points [CSS px].
 */
export function pointLabels(theme: Theme, { lift = 0 }: { readonly lift?: number } = {}): Plugin {
  return {
    id: "point-labels",
    afterDatasetsDraw(chart) {
      const points = pointsOf(chart);
      const taken: Box[] = points.map(({ x, y }) => ({
        x: x - 5,
        y: y - 5,
        width: 10,
        height: 10,
      }));
      const { ctx } = chart;
      ctx.save();
      ctx.font = `12px ${FONT}`;
      ctx.textBaseline = "middle";
      for (const point of points) {
        const width = ctx.measureText(point.label).width;
        const box = freePlace(point, width, { taken, area: chart.chartArea, lift });
        taken.push(box);
        const beside = Math.abs(box.y + HEIGHT / 2 - point.y) <= 2;
        if (!beside && Math.abs(box.y + HEIGHT / 2 - point.y) > lift + 2)
          leader(ctx, point, box, theme);
        // A margin of paper, so that no line of an interval strikes a name through.
        ctx.strokeStyle = theme.background;
        ctx.lineWidth = 3;
        ctx.strokeText(point.label, box.x, box.y + HEIGHT / 2);
        ctx.fillStyle = point.color;
        ctx.fillText(point.label, box.x, box.y + HEIGHT / 2);
      }
      ctx.restore();
    },
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly color: string;
}

function pointsOf(chart: ChartJs): Point[] {
  return chart.data.datasets.flatMap(({ label = "", borderColor }, index) => {
    const [first] = chart.getDatasetMeta(index).data;
    if (label === "" || first === undefined || !chart.isDatasetVisible(index)) return [];
    return [{ x: first.x, y: first.y, label, color: String(borderColor) }];
  });
}

/** To the right or left of the point, then ever farther above and below. */
function freePlace(
  { x, y }: Point,
  width: number,
  {
    taken,
    area,
    lift,
  }: {
    readonly taken: readonly Box[];
    readonly area: { left: number; right: number; top: number; bottom: number };
    readonly lift: number;
  },
): Box {
  const at = (left: number, middle: number): Box => ({
    x: Math.max(area.left + 2, Math.min(left, area.right - width - 2)),
    y: Math.max(area.top, Math.min(middle - HEIGHT / 2, area.bottom - HEIGHT)),
    width,
    height: HEIGHT,
  });
  for (let away = lift; away <= FARTHEST; away += STEP) {
    const places = [
      at(x + 9 + away / 3, y - away),
      at(x + 9 + away / 3, y + away),
      at(x - 9 - width - away / 3, y - away),
      at(x - 9 - width - away / 3, y + away),
    ];
    const free = places.find((place) => !taken.some((other) => overlap(place, other)));
    if (free !== undefined) return free;
  }
  return at(x + 9, y);
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function leader(ctx: ChartJs["ctx"], point: Point, box: Box, theme: Theme): void {
  ctx.strokeStyle = theme.mark;
  ctx.lineWidth = 0.75;
  ctx.beginPath();
  ctx.moveTo(point.x, point.y);
  ctx.lineTo(box.x > point.x ? box.x - 1 : box.x + box.width + 1, box.y + HEIGHT / 2);
  ctx.stroke();
}
