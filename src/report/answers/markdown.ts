/** An answer as Markdown, with its charts beside the file. */
import { markdownTable } from "../markdown-table.js";
import type { AnswerBlock, AnswerReport } from "./answer-report.js";
import type { DrawnCharts } from "./page.js";

/** Path of a chart in the folder of a report. */
export function chartPath(name: string): string {
  return `charts/${name}.png`;
}

/** Renders the file. */
export function renderAnswerMarkdown(
  { command, scenario, headline, sections }: AnswerReport,
  drawn: DrawnCharts,
): string {
  const title = `${command[0]!.toUpperCase()}${command.slice(1)}`;
  return `${[
    `# ${title}: ${scenario.name}`,
    ...headline,
    ...sections.flatMap((section) => [
      ...(section.title === "" ? [] : [`## ${section.title}`]),
      ...section.blocks.flatMap((block) => markdownBlock(block, drawn)),
    ]),
    "## The scenario",
    scenario.description,
  ].join("\n\n")}\n`;
}

function markdownBlock(block: AnswerBlock, drawn: DrawnCharts): readonly string[] {
  if (typeof block === "string") return [block];
  if (block.kind === "table") {
    // Markdown knows no table without a head.
    const head = block.head.length === 0 ? block.rows[0]!.map(() => "") : block.head;
    return [markdownTable(head, block.rows)];
  }
  return drawn.has(block.name) ? [`![${block.title}](${chartPath(block.name)})`, block.doc] : [];
}
