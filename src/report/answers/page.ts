/** An answer as an HTML page: one file, without scripts, with its charts inside. */
import { escapeHtml } from "../escape-html.js";
import { storyOf } from "../story.js";
import { STYLE } from "../style.js";
import type { AnswerBlock, AnswerChart, AnswerReport, AnswerTable } from "./answer-report.js";

/** Charts that could be drawn, by name. */
export type DrawnCharts = ReadonlyMap<string, Uint8Array>;

/** Renders the page. */
export function renderAnswerPage(
  { command, scenario, headline, sections }: AnswerReport,
  drawn: DrawnCharts,
): string {
  const name = escapeHtml(scenario.name);
  const parts = sections.map(({ id, title, blocks }) => {
    const heading = title === "" ? "" : `<h2>${escapeHtml(title)}</h2>\n`;
    return `<section id="${escapeHtml(id)}">${heading}${blocks.map((block) => htmlBlock(block, drawn)).join("\n")}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · Shakedown ${command}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kicker">Shakedown ${command}</p>
<h1>${name}</h1>
</header>
<main>
<section id="answer" class="answer">
${headline.map(paragraph).join("\n")}
</section>
${parts.join("\n")}
<section id="basis"><h2>The scenario</h2>${storyOf(scenario.description)}</section>
</main>
</body>
</html>
`;
}

function htmlBlock(block: AnswerBlock, drawn: DrawnCharts): string {
  if (typeof block === "string") return paragraph(block);
  return block.kind === "table" ? table(block) : figure(block, drawn.get(block.name));
}

/** A sentence with `code` and **what matters**. */
function paragraph(sentence: string): string {
  const marked = escapeHtml(sentence)
    .replaceAll(/`([^`]*)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]*)\*\*/g, "<strong>$1</strong>");
  return `<p>${marked}</p>`;
}

/** It scrolls by itself where it is wider than the page. */
function table({ head, rows }: AnswerTable): string {
  const cells = (tag: "td" | "th", row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const heading = head.length === 0 ? "" : `<thead>${cells("th", head)}</thead>\n`;
  return `<div class="scroll" tabindex="0"><table>${heading}<tbody>${rows.map((row) => cells("td", row)).join("\n")}</tbody></table></div>`;
}

/** Nothing where it could not be drawn. */
function figure({ title, doc }: AnswerChart, png: Uint8Array | undefined): string {
  if (png === undefined) return "";
  const data = Buffer.from(png).toString("base64");
  return `<figure><img style="width:100%" alt="${escapeHtml(`${title}. ${doc}`)}" src="data:image/png;base64,${data}"><figcaption>${escapeHtml(doc)}</figcaption></figure>`;
}
