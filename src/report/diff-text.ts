import pc from "picocolors";
import type { ComparisonDiff, DiffSide, MovedFigure } from "../experiment/diff.js";
import type { FindingChange } from "../experiment/findings.js";
import { figure, isRatio, margin, scaleFor } from "./format.js";

type Colors = ReturnType<typeof pc.createColors>;

/** Figures printed at most; the JSON holds them all. */
const SHOWN = 40;

/** What differs between two comparisons, for a terminal: `-` worse or found, `+` better or gone, `~` neither. */
export function renderDiff(diff: ComparisonDiff, options: { readonly color: boolean }): string {
  const colors = pc.createColors(options.color);
  const { moved, findings, before, after, paired, added, removed } = diff;
  const left = moved.length - SHOWN;
  return [
    `${colors.bold("before")} ${sideText(before)}`,
    `${colors.bold("after")}  ${sideText(after)}`,
    "",
    headline(diff),
    ...added.map((name) => `+ policy ${name}`),
    ...removed.map((name) => `- policy ${name}`),
    ...moved.slice(0, SHOWN).flatMap((one) => movedLines(one, colors)),
    ...(left > 0 ? [`  … ${left} more (--json prints them all)`] : []),
    ...findings.flatMap((finding) => findingLines(finding, colors)),
    "",
    `${diff.compared} figures compared, ${paired ? "replication by replication under the same luck" : "as independent samples: seed or scenario differ"};`,
    "± holds for all of them together, with 95 % confidence.",
  ].join("\n");
}

function sideText({ name, hash, seed, replications, version }: DiffSide): string {
  return `${name} · scenario ${hash} · seed ${seed} · ${replications} replications · ${version}`;
}

/** "2 figures are worse, 1 is better; 1 finding is new." */
function headline({ moved, findings }: ComparisonDiff): string {
  const count = (number: number, what: string) => (number === 0 ? [] : [`${number} ${what}`]);
  const figures = [
    ...count(moved.filter(({ direction }) => direction === "worse").length, "worse"),
    ...count(moved.filter(({ direction }) => direction === "better").length, "better"),
    ...count(moved.filter(({ direction }) => direction === "neither").length, "otherwise"),
  ];
  const states = (["new", "persisting", "resolved"] as const).flatMap((state) =>
    count(findings.filter((finding) => finding.state === state).length, state),
  );
  const ofFigures =
    figures.length === 0
      ? "No figure moved significantly"
      : `Figures moved significantly: ${figures.join(", ")}`;
  return `${ofFigures}. ${states.length === 0 ? "No findings" : `Findings: ${states.join(", ")}`}.`;
}

function movedLines(moved: MovedFigure, colors: Colors): string[] {
  const { policy, metric, title, direction, before, after, change, halfWidth } = moved;
  const largest = Math.max(Math.abs(before), Math.abs(after));
  const { unit, factor } = scaleFor(moved.unit, largest, isRatio(metric));
  const half = halfWidth / factor;
  const print = (value: number) => figure(value / factor, half);
  const sign = change > 0 ? "+" : "";
  const said = `${print(before)} → ${print(after)}${unit === "" ? "" : ` ${unit}`} (${sign}${print(change)} ± ${margin(half)})`;
  const [mark, paint] = MARKS[direction];
  return [
    `${colors[paint](`${mark} ${direction === "neither" ? "moved" : direction}`)}  ${policy}: ${title}`,
    `         ${said}`,
  ];
}

const MARKS = {
  worse: ["-", "red"],
  better: ["+", "green"],
  neither: ["~", "dim"],
} as const;

function findingLines({ state, text, reproduce }: FindingChange, colors: Colors): string[] {
  const [mark, paint] = (
    { new: ["-", "red"], persisting: ["~", "yellow"], resolved: ["+", "green"] } as const
  )[state];
  const again = reproduce === null || state === "resolved" ? [] : [`    reproduce: ${reproduce}`];
  return [`${colors[paint](`${mark} ${state}`)}  ${text}`, ...again];
}
