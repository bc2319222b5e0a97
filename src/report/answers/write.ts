import { resolve } from "node:path";
import { light } from "../charts/theme.js";
import { drawPngs } from "../png.js";
import { placeFiles } from "../place-files.js";
import { tidyFiles } from "../tidy/render-tidy.js";
import type { AnswerReport } from "./answer-report.js";
import { chartPath, renderAnswerMarkdown } from "./markdown.js";
import { renderAnswerPage } from "./page.js";

/**
 * Writes an answer: `COMMAND.json`, `COMMAND.md`, `COMMAND.html`, `COMMAND.csv`, `COMMAND.parquet` and `charts/NAME.png`.
 *
 * @returns whether charts are missing because `canvas` is not installed.
 * @throws Error when the folder cannot be written.
 */
export async function writeAnswer(
  report: AnswerReport,
  folder: string,
): Promise<{ readonly withoutPng: boolean }> {
  const charts = report.sections
    .flatMap(({ blocks }) => blocks)
    .filter((block) => typeof block === "object" && block.kind === "chart");
  const images = charts.length === 0 ? [] : await drawPngs(charts, light);
  const drawn = new Map((images ?? []).map(({ name, png }) => [name, png]));
  const files = new Map<string, string | Uint8Array>([
    ...[...drawn].map(([name, png]) => [chartPath(name), png] as const),
    [`${report.command}.json`, renderAnswerJson(report)],
    [`${report.command}.md`, renderAnswerMarkdown(report, drawn)],
    [`${report.command}.html`, renderAnswerPage(report, drawn)],
    ...tidyFiles(report.command, {
      question: report.command,
      scenario: report.scenario.name,
      seed: "seed" in report.answer ? report.answer.seed : report.answer.first.seed,
      rows: report.rows,
    }),
  ]);
  placeFiles(files, resolve(folder));
  return { withoutPng: images === undefined };
}

/** The figures as JSON: the same answer gives the same bytes. */
export function renderAnswerJson({ answer }: AnswerReport): string {
  return `${JSON.stringify(answer, null, 1)}\n`;
}
