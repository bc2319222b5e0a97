import type { Chart as ChartJs } from "chart.js";

/** Least width of a drag that is meant [CSS px]. */
const MEANT = 12;

interface Range {
  min?: number | undefined;
  max?: number | undefined;
  ticks?: { stepSize?: number | undefined };
}

/**
 * Lets a drag across a chart narrow its horizontal axis to what was passed over; a double click gives it back.
 *
 * @param chartOf the chart that is on the canvas at the time.
 */
export function zoomByDrag(canvas: HTMLCanvasElement, chartOf: () => ChartJs | undefined): void {
  let from: number | undefined;
  const before = new WeakMap<ChartJs, Range>();
  canvas.addEventListener("pointerdown", ({ offsetX }) => (from = offsetX));
  canvas.addEventListener("pointerup", ({ offsetX }) => {
    const chart = chartOf();
    const start = from;
    from = undefined;
    const range = chart === undefined ? undefined : rangeOf(chart);
    if (chart === undefined || range === undefined || start === undefined) return;
    if (Math.abs(offsetX - start) < MEANT) return;
    if (!before.has(chart)) before.set(chart, { ...range, ticks: { ...range.ticks } });
    const [low, high] = [start, offsetX].toSorted((a, b) => a - b);
    const scale = chart.scales["x"]!;
    range.min = Math.max(scale.min, scale.getValueForPixel(low!) ?? scale.min);
    range.max = Math.min(scale.max, scale.getValueForPixel(high!) ?? scale.max);
    if (range.ticks !== undefined) delete range.ticks.stepSize;
    chart.update("none");
  });
  canvas.addEventListener("dblclick", () => {
    const chart = chartOf();
    const range = chart === undefined ? undefined : rangeOf(chart);
    const old = chart === undefined ? undefined : before.get(chart);
    if (chart === undefined || range === undefined || old === undefined) return;
    range.min = old.min;
    range.max = old.max;
    if (range.ticks !== undefined && old.ticks?.stepSize !== undefined) {
      range.ticks.stepSize = old.ticks.stepSize;
    }
    chart.update("none");
  });
}

function rangeOf(chart: ChartJs): Range | undefined {
  return chart.options.scales?.["x"] as Range | undefined;
}
