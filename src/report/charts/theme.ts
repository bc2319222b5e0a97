/** Colours and fonts of the charts, for a light and a dark page. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly grid: string;
  readonly fault: string;
  readonly mark: string;
  /** Of policies, told apart by colour-blind readers, each with a contrast of 4.5 to the background at least. */
  readonly palette: readonly string[];
}

/** Okabe and Ito's colours, darkened until they can be read on white. @see Okabe & Ito, "Color Universal Design", 2008 */
const ON_WHITE = [
  "#0068a3",
  "#b84f00",
  "#00785a",
  "#a34c7f",
  "#8a6300",
  "#2b6f94",
  "#6b5317",
  "#5f6368",
];

/** The same colours as they were chosen, lightened where they could not be read on black. */
const ON_BLACK = [
  "#4fa8dc",
  "#f0884a",
  "#2fbf95",
  "#dc94bd",
  "#e69f00",
  "#8fd0f5",
  "#c9a24a",
  "#a8adb3",
];

/** White paper. */
export const light: Theme = {
  background: "#ffffff",
  text: "#1f2933",
  grid: "#e4e7eb",
  fault: "rgba(213, 94, 0, 0.14)",
  mark: "#5f6b76",
  palette: ON_WHITE,
};

/** A dark page. */
export const dark: Theme = {
  background: "#14181d",
  text: "#e4e7eb",
  grid: "#323f4b",
  fault: "rgba(230, 159, 0, 0.2)",
  mark: "#9aa5b1",
  palette: ON_BLACK,
};

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
export function colorOf(index: number, { palette }: Theme): string {
  return palette[index % palette.length]!;
}

/** Dash of the n-th policy's line: a colour that comes again has another dash. */
export function dashOf(index: number): number[] {
  const round = Math.floor(index / DASHES.length);
  return [...DASHES[(index + round) % DASHES.length]!];
}

/** The same colour, seen through. @param opacity [0..1] */
export function faded(color: string, opacity: number): string {
  const byte = Math.round(opacity * 255);
  return `${color}${byte.toString(16).padStart(2, "0")}`;
}
