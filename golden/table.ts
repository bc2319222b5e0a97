import { changeText, type Difference, differences, valueText } from "./differences.js";
import type { Golden } from "./golden.js";

/** The goldens of one state of the repository, by the name of their scenario. */
export type Goldens = Readonly<Record<string, Golden>>;

/** Which figures moved between two states of the repository, as Markdown: a table for each scenario, and what is new or gone beside it. */
export function movedFigures(before: Goldens, after: Goldens): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  const sections = names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old === undefined) return [`## ${name}\n\nA new scenario.\n`];
    if (now === undefined) return [`## ${name}\n\nThe scenario is gone.\n`];
    const found = differences(old, now);
    return found.length === 0 ? [] : [sectionOf(name, found)];
  });
  return sections.length === 0 ? "No figure moved.\n" : sections.join("\n");
}

function sectionOf(name: string, found: readonly Difference[]): string {
  const moved = found.filter(
    ({ figure, before, after }) =>
      figure !== "transitions" && before !== undefined && after !== undefined,
  );
  return [
    `## ${name}`,
    "",
    ...tableOf(moved),
    ...without(
      "New",
      found.filter(({ before }) => before === undefined),
    ),
    ...without(
      "Gone",
      found.filter(({ after }) => after === undefined),
    ),
    ...unseen(found, moved),
  ].join("\n");
}

function tableOf(moved: readonly Difference[]): string[] {
  if (moved.length === 0) return [];
  const rows = moved.map(
    ({ policy, figure, before, after }) =>
      `| ${policy} | ${figure} | ${shortText(before)} | ${shortText(after)} | ${changeText(before, after).replaceAll(/[ ()]*(.*?)\)$/g, "$1")} |`,
  );
  return [
    "| policy | figure | before | after | change |",
    "| --- | --- | --: | --: | --: |",
  ].concat(rows, "");
}

/** Figures that only one side has: each once, with the policies that have it. */
function without(word: string, found: readonly Difference[]): string[] {
  const figures = [...new Set(found.map(({ figure }) => figure))];
  return figures.map((figure) => {
    const those = found.filter((difference) => difference.figure === figure);
    return `${word}: ${figure} (${those.map(({ policy }) => policy).join(", ")}).\n`;
  });
}

/** Policies whose hosts did something else although no mean shows it. */
function unseen(found: readonly Difference[], moved: readonly Difference[]): string[] {
  const seen = new Set(moved.map(({ policy }) => policy));
  const only = found.filter(
    ({ policy, figure, before, after }) =>
      figure === "transitions" && before !== undefined && after !== undefined && !seen.has(policy),
  );
  if (only.length === 0) return [];
  return [`Other transitions, the same means: ${only.map(({ policy }) => policy).join(", ")}.\n`];
}

/** Four digits are enough to see what moved. */
function shortText(value: unknown): string {
  return valueText(value).replaceAll(/-?\d+\.\d+(e[+-]?\d+)?/g, (digits) =>
    String(Number(Number(digits).toPrecision(4))),
  );
}
