import { readFileSync } from "node:fs";
import type { ScenarioIssue } from "../scenario/scenario-error.js";

/** Characters of a line that are shown, around the column that is meant. */
const SHOWN = 72;

/** Issues, each with its line of the file and a caret under the place that is meant. */
export function withExcerpts(message: string, issues: readonly ScenarioIssue[]): string {
  const texts = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const lines = readLines(file);
    texts.set(file, lines);
    return lines;
  };
  const messages = message.split("\n");
  if (messages.length !== issues.length) return message;
  return issues
    .map((issue, at) => messages[at]! + excerptOf(issue, linesOf(issue.file)))
    .join("\n");
}

/** None where the file is gone, is not text, or the line is empty. */
function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}

function excerptOf({ line, column }: ScenarioIssue, lines: readonly string[]): string {
  const text = lines[line - 1];
  if (text === undefined || text.trim() === "" || column > text.length + 1) return "";
  const cut = Math.max(0, column - Math.floor(SHOWN / 2));
  const from = text.length <= SHOWN ? 0 : cut;
  const shown = plain(text.slice(from, from + SHOWN));
  const number = String(line);
  return `\n  ${number} | ${shown}\n  ${" ".repeat(number.length)} | ${" ".repeat(column - 1 - from)}^`;
}

/** A tab is one column wide here, and nothing in a file may steer the terminal. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}
