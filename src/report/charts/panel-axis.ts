import { axis } from "./axes.js";
import type { Theme } from "./theme.js";

/** Most over least, above 0, from which on an axis is logarithmic. */
const SPAN_OF_LINEAR = 100;

/** Room between panels: the last label of one stands beside the first of the next. */
export const GAP = {
  axis: "x" as const,
  type: "linear" as const,
  position: "bottom" as const,
  stack: "panels",
  stackWeight: 0.14,
  ticks: { display: false },
  grid: { display: false },
  border: { display: false },
};

/** Where a panel's axis begins, and whether it is logarithmic. */
export interface PanelScale {
  readonly isLog: boolean;
  /** Whether its left edge stands for 0. */
  readonly hasZero: boolean;
  readonly min: number;
  readonly max: number;
}

/** Logarithmic where values lie further apart than a linear axis can show. Its left edge is a decade below the least, for zeros. */
export function scaleOf(values: readonly number[]): PanelScale {
  const max = Math.max(0, ...values);
  const least = Math.min(...values.filter((value) => value > 0));
  if (Math.min(...values) < 0 || max / least <= SPAN_OF_LINEAR) {
    return { isLog: false, hasZero: true, min: 0, max };
  }
  const hasZero = values.includes(0);
  const decade = Math.floor(Math.log10(least)) - (hasZero ? 1 : 0);
  return { isLog: true, hasZero, min: 10 ** decade, max };
}

/** The axis of a panel, which says where it is logarithmic. */
export function panelAxis(text: string, { isLog, hasZero, min }: PanelScale, theme: Theme) {
  const base = axis(`${text}${isLog ? ", log" : ""}`, theme);
  const title = { ...base.title, font: { ...base.title.font, size: 11 } };
  const shared = {
    ...base,
    title,
    axis: "x" as const,
    position: "bottom" as const,
    stack: "panels",
    stackWeight: 1,
    min,
  };
  const ticks = { ...base.ticks, maxRotation: 0, align: "inner" as const };
  if (!isLog) {
    return {
      ...shared,
      type: "linear" as const,
      grace: "3%",
      ticks: { ...ticks, maxTicksLimit: 4 },
    };
  }
  return {
    ...shared,
    type: "logarithmic" as const,
    ticks: {
      ...ticks,
      callback: (value: number | string) =>
        hasZero && value === min ? "0" : decadeLabel(Number(value)),
    },
  };
}

const SHORT = new Intl.NumberFormat("en", { notation: "compact" });

/** "10K", for many have to fit; nothing between decades. */
function decadeLabel(value: number): string | null {
  if (Math.abs(Math.log10(value) % 1) > 1e-9) return null;
  return value < 1 ? String(value) : SHORT.format(value);
}
