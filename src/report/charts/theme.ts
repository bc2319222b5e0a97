/** Colours and fonts of the charts, for a light and a dark page. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly grid: string;
  readonly fault: string;
  readonly mark: string;
}

/** White paper. */
export const light: Theme = {
  background: "#ffffff",
  text: "#1f2933",
  grid: "#e4e7eb",
  fault: "rgba(213, 94, 0, 0.14)",
  mark: "#7b8794",
};

/** A dark page. */
export const dark: Theme = {
  background: "#14181d",
  text: "#e4e7eb",
  grid: "#323f4b",
  fault: "rgba(230, 159, 0, 0.2)",
  mark: "#9aa5b1",
};

/** Colours that colour-blind readers tell apart. @see Okabe & Ito, "Color Universal Design", 2008 */
const PALETTE = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#8c6d1f",
  "#7f7f7f",
];

/** Dashes, so that lines differ without colour too. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [4, 2],
  [12, 4],
  [1, 2],
  [6, 2, 2, 2],
];

/** Colour of the n-th policy. */
export function colorOf(index: number): string {
  return PALETTE[index % PALETTE.length]!;
}

/** Dash of the n-th policy's line. */
export function dashOf(index: number): number[] {
  return [...DASHES[index % DASHES.length]!];
}

/** The same colour, seen through. @param opacity [0..1] */
export function faded(color: string, opacity: number): string {
  const byte = Math.round(opacity * 255);
  return `${color}${byte.toString(16).padStart(2, "0")}`;
}
