import type { Theme } from "./theme.js";

/** What stands at the right end of a line or row. */
export interface EndLabel {
  readonly text: string;
  /** Where it belongs on the axis. */
  readonly at: number;
  readonly color: string;
}

/** Height of a label [CSS px]. */
const LABEL = 16;

/**
 * An axis on the right whose ticks are labels: each at its place, or as near as it can be without covering another.
 *
 * @param height of the plot itself, about [CSS px].
 */
export function endAxis(
  labels: readonly EndLabel[],
  { min, max, height }: { readonly min: number; readonly max: number; readonly height: number },
  font: string,
) {
  const sorted = labels.toSorted((a, b) => a.at - b.at);
  const places = spread(
    sorted.map(({ at }) => at),
    { min, max, gap: (LABEL * (max - min)) / height },
  );
  return {
    type: "linear" as const,
    position: "right" as const,
    min,
    max,
    grid: { display: false },
    border: { display: false },
    title: { display: false },
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = places.map((value) => ({ value }));
    },
    ticks: {
      autoSkip: false,
      font: { family: font, size: 12 },
      color: ({ index }: { index: number }) => sorted[index]?.color ?? "",
      callback: (_: unknown, index: number) => sorted[index]?.text ?? "",
    },
  };
}

/** Ascending places moved apart until none is nearer than `gap` to the next; evenly where there is no room for that. */
function spread(
  wanted: readonly number[],
  { min, max, gap }: { readonly min: number; readonly max: number; readonly gap: number },
): number[] {
  const room = max - min;
  const apart = Math.min(gap, wanted.length < 2 ? gap : room / (wanted.length - 1));
  const upward: number[] = [];
  for (const at of wanted) upward.push(Math.max(at, (upward.at(-1) ?? -Infinity) + apart));
  let above = max + apart;
  return upward
    .toReversed()
    .map((at) => (above = Math.max(min, Math.min(at, above - apart))))
    .toReversed();
}

/** An axis on the left whose ticks are the names of rows. */
export function rowAxis(
  rows: readonly { readonly text: string; readonly at: number }[],
  { min, max }: { readonly min: number; readonly max: number },
  theme: Theme,
  font: string,
) {
  const sorted = rows.toSorted((a, b) => a.at - b.at);
  return {
    type: "linear" as const,
    position: "left" as const,
    min,
    max,
    grid: { display: false },
    border: { color: theme.mark },
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = sorted.map(({ at }) => ({ value: at }));
    },
    ticks: {
      autoSkip: false,
      font: { family: font, size: 12 },
      color: theme.text,
      callback: (_: unknown, index: number) => sorted[index]?.text ?? "",
    },
  };
}
