/** An answer for a terminal of 80 columns. */
import { type AnswerReport, type AnswerTable, plain } from "./answer-report.js";

/** Width that sentences keep to [characters]. */
export const WIDTH = 80;

/** The answer, and the tables that it rests on. */
export function renderAnswerTerminal({ headline, sections }: AnswerReport): string {
  const parts = sections.flatMap(({ title, blocks }) => {
    const lines = blocks.flatMap((block) => {
      if (typeof block === "string") return [wrapped(plain(block))];
      return block.kind === "table" ? [alignedTable(block)] : [];
    });
    return lines.length === 0 ? [] : ["", title, ...lines];
  });
  return [...headline.map((sentence) => wrapped(plain(sentence))), ...parts].join("\n");
}

/** Columns, each as wide as its widest; the first one to the left. */
export function alignedTable({ head, rows }: AnswerTable): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column]!.length)));
  return lines
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
      );
      return `  ${cells.join("   ")}`;
    })
    .join("\n");
}

/** Breaks a sentence at spaces; what follows the first line is set in. */
export function wrapped(sentence: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (next.length > WIDTH && line.trim() !== "") {
      lines.push(line);
      line = `  ${word}`;
    } else line = next;
  }
  return [...lines, line].join("\n");
}
