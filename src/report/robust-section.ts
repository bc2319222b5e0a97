/** The section on robustness of the report of a run, as HTML and as Markdown. */
import { escapeHtml } from "./escape-html.js";
import { table } from "./html-sections.js";
import type { Report } from "./report.js";
import { closeTable, otherTable, robustBasis } from "./robust-tables.js";
import { notAsked, robustSentences } from "./robust-words.js";

/** What is said where it was not asked for. */
function sentencesOf({ comparison }: Report): readonly string[] {
  const { robustness } = comparison;
  return robustness === undefined
    ? [notAsked(comparison)]
    : [...robustSentences(robustness), ...robustBasis(robustness)];
}

/** Nothing where one policy is alone: then nothing can change. */
export function robustSection(report: Report): string {
  const { policies, robustness } = report.comparison;
  if (policies.length < 2) return "";
  const paragraphs = sentencesOf(report).map((sentence) => `<p>${marked(sentence)}</p>`);
  const tables =
    robustness === undefined
      ? []
      : [closeTable(robustness), otherTable(robustness)]
          .filter(({ rows }) => rows.length > 0)
          .map(({ head, rows, note }) => `${table(head, rows)}<p class="hint">${marked(note)}</p>`);
  return `<section id="robust"><h2>How wrong may the guesses be</h2>${[...paragraphs, ...tables].join("\n")}</section>`;
}

/** `code` and **what matters**. */
function marked(sentence: string): string {
  return escapeHtml(sentence)
    .replaceAll(/`([^`]*)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]*)\*\*/g, "<strong>$1</strong>");
}

/** The sentences for Markdown, without marks: the tables follow them. */
export function robustLines(report: Report): readonly string[] {
  if (report.comparison.policies.length < 2) return [];
  return sentencesOf(report).map((sentence) => sentence.replaceAll(/[`]|\*\*/g, ""));
}
