import { changeText, type Difference, differences, valueText } from "./differences.js";
import type { Golden } from "./golden.js";

/** Digits of a number that no other has. */
const MOST_DIGITS = 17;

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
  const rows = moved.map(({ policy, figure, before, after }) => {
    const change = changeText(before, after).replace(/^ \((.*)\)$/, "$1");
    return `| ${[policy, figure, ...shortTexts(before, after), change].join(" | ")} |`;
  });
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

/** Two figures with four digits, or with as many as tell them apart. */
function shortTexts(before: unknown, after: unknown): readonly [string, string] {
  for (let digits = 4; digits < MOST_DIGITS; digits++) {
    const texts = [shortText(before, digits), shortText(after, digits)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [valueText(before), valueText(after)];
}

function shortText(value: unknown, digits: number): string {
  return valueText(value).replaceAll(/-?\d+\.\d+(e[+-]?\d+)?/g, (text) =>
    String(Number(Number(text).toPrecision(digits))),
  );
}
