import pc from "picocolors";
import { markedName, markInWords } from "./broken-policies.js";
import { varianceLine } from "./certainty-tables.js";
import { stoppedGroups } from "./why-it-stopped.js";
import type { RankedPolicy, Ranking, Report, ReportCell, ReportRow } from "./report.js";

/** How a table is printed. */
export interface TerminalOptions {
  readonly color: boolean;
  /** [characters] */
  readonly width?: number;
}

/** Policies up to which all key figures are printed; beyond it the order alone. */
const DETAILED = 8;

/** Width that a table keeps to where it can [characters]. */
const WIDTH = 80;

/** The report as a calm table for a terminal: value ± half-width, best marked, differences from the first policy below it. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const colors = pc.createColors(options.color);
  const { scenario, policies, expectations } = report.comparison;
  const rows = report.rows.filter(({ isKey }) => isKey);
  const names = policies.map(({ name }) => markedName(name, report));
  const ranking =
    report.ranking === null
      ? []
      : [rankingTable(report, report.ranking, { colors, width: options.width ?? WIDTH })];
  const isLong = names.length > DETAILED;
  const blocks = isLong
    ? []
    : columnsPerBlock(rows, names, options.width ?? WIDTH).map((columns) =>
        table(
          { rows, names, titles: titleWidth(rows, names, options.width ?? WIDTH) },
          columns,
          colors,
        ),
      );
  const head = `${colors.bold(scenario.name)} · ${scenario.hosts} hosts, ${scenario.containers} containers · ${scenario.replications} replications · seed ${scenario.seed}`;
  return [
    head,
    "",
    ...ranking,
    ...blocks,
    ...(isLong ? ["All figures are in the report; --json prints them."] : []),
    `value ± half-width of the 95 % interval; ${colors.green("*")} significantly the best; Δ from ${policies[0]?.name ?? ""}, ${colors.dim("(…)")} not significant`,
    ...[markInWords(report), varianceLine(report)].filter((line) => line !== ""),
    "",
    ...report.headline.map((sentence) => sentence.replaceAll("`", "")),
    ...whyItStopped(report, { colors, width: options.width ?? WIDTH }),
    ...expectations.map(({ met, text, found }) =>
      met ? `${colors.green("met")}  ${text}` : `${colors.red("NOT MET")}  ${text}; found ${found}`,
    ),
  ].join("\n");
}

/** Groups that stand still of which the terminal tells; the rest is in the report. */
const STOPPED = 3;

/** Which groups stand still at the end, and why: the ones with most hosts that wait. */
function whyItStopped(
  { comparison }: Report,
  { colors, width }: { readonly colors: Colors; readonly width: number },
): string[] {
  const stopped = stoppedGroups(comparison);
  if (stopped.length === 0) return [];
  const told = stopped.slice(0, STOPPED).flatMap((one) => {
    const { policy, group, waiting, since, replications, why, remedy, reproduce } = one;
    return [
      ...wrapped(
        `${policy}: ${group} stands still since ${since} in ${replications} replications; ${waiting} hosts wait.`,
        width,
        "  ",
      ),
      ...why.flatMap((sentence) => wrapped(sentence, width, "    ")),
      ...wrapped(`What would let it go on: ${remedy.replaceAll("`", "")}.`, width, "    "),
      `    ${colors.dim(reproduce)}`,
    ];
  });
  const left = stopped.length - STOPPED;
  return [
    "",
    colors.bold("Why it stopped"),
    ...told,
    ...(left > 0 ? [`  ${left} more: in the report.`] : []),
    "",
  ];
}

/** Lines of at most `width` characters, each indented. */
function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line !== indent && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}  `;
    }
    line += line.trim() === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** The order of the policies, best first, with as many of the metrics beside it as fit the width. */
function rankingTable(
  report: Report,
  { metrics, places }: Ranking,
  { colors, width }: { readonly colors: Colors; readonly width: number },
): string {
  const rows = metrics.map((metric) => report.rows.find((row) => row.metric === metric)!);
  const columns = [
    { head: ["#", ""], cells: places.map(({ place }) => `${place}`), left: false },
    {
      head: ["policy", ""],
      cells: places.map(({ policy }) => markedName(policy, report)),
      left: true,
    },
    { head: ["finished", ""], cells: places.map(finishedText), left: true },
    ...rows.map((row) => ({
      head: [row.partOf === null ? row.label : `by ${row.label}s`, unitOf(row)],
      cells: places.map(({ index }) => valueText({ ...row.cells[index]!, isBest: false })),
      left: false,
    })),
  ].map((column) => ({
    ...column,
    width: Math.max(...[...column.head, ...column.cells].map((text) => text.length)),
  }));
  let used = 0;
  const shown = columns.filter((column) => (used += column.width + 2) <= width + 2);
  const print = (text: (column: (typeof shown)[number]) => string) =>
    shown
      .map((column) => text(column)[column.left ? "padEnd" : "padStart"](column.width))
      .join("  ")
      .trimEnd();
  return [
    colors.bold(print(({ head }) => head[0]!)),
    colors.dim(print(({ head }) => head[1]!)),
    ...places.map((_, at) => print(({ cells }) => cells[at]!)),
    "",
  ].join("\n");
}

/** Whether a policy finished, and whether it breaks a constraint. */
function finishedText({ finished, keeps }: RankedPolicy): string {
  return keeps === false ? `${finished}, constraints broken` : finished;
}

function unitOf({ unit }: ReportRow): string {
  return unit === "" ? "" : `[${unit}]`;
}

type Colors = ReturnType<typeof pc.createColors>;

/** Cuts the policies into blocks of columns that fit the width; every block repeats the titles. */
function columnsPerBlock(
  rows: readonly ReportRow[],
  names: readonly string[],
  width: number,
): number[][] {
  const room = width - titleWidth(rows, names, width);
  const blocks: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const index of names.keys()) {
    const needs = columnWidth(rows, names, index) + 2;
    if (used + needs > room) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)!.push(index);
    used += needs;
  }
  return blocks;
}

function titleOf({ label, unit, partOf }: ReportRow): string {
  if (partOf !== null) return `  ${label}`;
  return unit === "" || label.endsWith(unit) || label.includes(`${unit} `)
    ? label
    : `${label} [${unit}]`;
}

/** Below this width titles are cut short so that a column of figures still fits beside them [characters]. */
const NARROW = 60;

function titleWidth(rows: readonly ReportRow[], names: readonly string[], width: number): number {
  const whole = Math.max(10, ...rows.map((row) => titleOf(row).length));
  if (width >= NARROW) return whole;
  const widest = Math.max(...names.map((_, index) => columnWidth(rows, names, index)));
  return Math.max(10, Math.min(whole, width - widest - 2));
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function columnWidth(rows: readonly ReportRow[], names: readonly string[], index: number): number {
  const texts = rows.flatMap((row) => [
    valueText(row.cells[index]!),
    differenceText(row.cells[index]!),
  ]);
  return Math.max(names[index]!.length, ...texts.map((text) => text.length));
}

function valueText({ value, halfWidth, isBest }: ReportCell): string {
  return `${isBest ? "* " : ""}${halfWidth === null ? value : `${value} ± ${halfWidth}`}`;
}

function differenceText({ difference, differs }: ReportCell): string {
  if (difference === null) return "";
  return differs ? difference : `(${difference})`;
}

/** What every block of a table shares. */
interface TableOfAll {
  readonly rows: readonly ReportRow[];
  readonly names: readonly string[];
  /** Width of the titles [characters]. */
  readonly titles: number;
}

function table(
  { rows, names, titles }: TableOfAll,
  columns: readonly number[],
  colors: Colors,
): string {
  const widths = columns.map((index) => columnWidth(rows, names, index));
  const line = (title: string, texts: readonly string[]) =>
    `${cut(title, titles).padEnd(titles)}${texts.join("")}`.trimEnd();
  const heads = columns.map((index, at) => `  ${colors.bold(names[index]!.padStart(widths[at]!))}`);
  const body = rows.flatMap((row) => {
    const cells = columns.map((index) => row.cells[index]!);
    const values = cells.map((cell, at) =>
      paint(valueText(cell).padStart(widths[at]! + 2), cell.isBest, colors.green),
    );
    const deltas = cells.map((cell, at) =>
      paint(differenceText(cell).padStart(widths[at]! + 2), !cell.differs, colors.dim),
    );
    const hasDeltas = cells.some(({ difference }) => difference !== null);
    return [
      line(titleOf(row), values),
      ...(hasDeltas ? [line("Δ".padStart(titles - 1), deltas)] : []),
    ];
  });
  return [line("", heads), ...body, ""].join("\n");
}

function paint(text: string, condition: boolean, color: (text: string) => string): string {
  return condition ? color(text) : text;
}
