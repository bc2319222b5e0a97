import pc from "picocolors";
import type { ComparisonDiff, DiffSide, DiffVerdict, MovedFigure } from "../experiment/diff.js";
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
    ...verdictLines(diff),
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

/** Which policy is best: in one line where that is the same on both sides. */
function verdictLines({ verdict: { before, after } }: ComparisonDiff): string[] {
  const [older, newer] = [before, after].map(verdictInWords);
  return older === newer
    ? [`Verdict as before: ${newer!}.`]
    : [`Verdict before: ${older!}.`, `Verdict after:  ${newer!}.`];
}

/** "kured has significantly the least container-downtime". */
function verdictInWords({ winner, noWinner, leaders, objective }: DiffVerdict): string {
  const by = `${objective.goal === "min" ? "least" : "most"} ${objective.metric}`;
  if (winner !== null) return `${winner} has significantly the ${by}`;
  switch (noWinner) {
    case "nobody finished":
      return "no winner, no policy finished its rollouts";
    case "constraints":
      return "no winner, no policy that finished keeps all constraints";
    case "one policy":
      return `one policy, nothing to compare by ${by}`;
    case "does not apply":
      return `no winner, ${objective.metric} applies to no policy that finished`;
    default:
      return `no winner, ${leaders.length} policies are statistically tied by ${by}`;
  }
}

function movedLines(moved: MovedFigure, colors: Colors): string[] {
  const { policy, metric, title, direction, before, after, change, halfWidth } = moved;
  const largest = Math.max(Math.abs(before), Math.abs(after));
  const { unit, factor } = scaleFor(moved.unit, largest, isRatio(metric));
  const half = halfWidth / factor;
  const print = (value: number) => figure(value / factor, half);
  const open = [moved.notReached.before, moved.notReached.after];
  const cut = open.some((count) => count > 0)
    ? `, not reached in ${open[0]!} → ${open[1]!} replications`
    : "";
  const but = moved.isUnfinished && direction === "better" ? ", but it does not finish" : "";
  const sign = change > 0 ? "+" : "";
  const said = `${print(before)} → ${print(after)}${unit === "" ? "" : ` ${unit}`} (${sign}${print(change)} ± ${margin(half)})${cut}`;
  const [mark, paint] = MARKS[direction];
  return [
    `${colors[paint](`${mark} ${direction === "neither" ? "moved" : direction}`)}  ${policy}: ${title}${but}`,
    `         ${said}`,
  ];
}

const MARKS = {
  worse: ["-", "red"],
  better: ["+", "green"],
  neither: ["~", "dim"],
} as const;

function findingLines({ state, text, found, reproduce }: FindingChange, colors: Colors): string[] {
  const [mark, paint] = (
    { new: ["-", "red"], persisting: ["~", "yellow"], resolved: ["+", "green"] } as const
  )[state];
  const again = reproduce === null || state === "resolved" ? [] : [`    reproduce: ${reproduce}`];
  const detail = found === null || state === "resolved" ? [] : [`    found: ${found}`];
  return [`${colors[paint](`${mark} ${state}`)}  ${text}`, ...detail, ...again];
}
