/** The HTML page of an answer, and what stands on it: one file, without scripts, with its charts inside. */
import { escapeHtml } from "./escape-html.js";
import { STYLE } from "./style.js";

/** An answer as a page shows it. */
export interface AnswerPage {
  /** The command that gave it. */
  readonly command: string;
  readonly scenario: { readonly name: string; readonly description: string };
  /** The answer in sentences, with `code` and **what matters**. */
  readonly headline: readonly string[];
  /** What stands below it, as HTML. */
  readonly sections: readonly string[];
}

/** Renders the page. */
export function renderAnswerPage({ command, scenario, headline, sections }: AnswerPage): string {
  const name = escapeHtml(scenario.name);
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
${sections.join("\n")}
<section id="basis"><h2>The scenario</h2><pre class="story">${escapeHtml(scenario.description)}</pre></section>
</main>
</body>
</html>
`;
}

/** A sentence with `code` and **what matters**. */
export function paragraph(sentence: string): string {
  const marked = escapeHtml(sentence)
    .replaceAll(/`([^`]*)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]*)\*\*/g, "<strong>$1</strong>");
  return `<p>${marked}</p>`;
}

/** A table of plain text; no head where that is empty. It scrolls by itself where it is wider than the page. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: "td" | "th", row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const heading = head.length === 0 ? "" : `<thead>${cells("th", head)}</thead>\n`;
  return `<div class="scroll" tabindex="0"><table>${heading}<tbody>${rows.map((row) => cells("td", row)).join("\n")}</tbody></table></div>`;
}

/** A chart as an image inside the page; nothing where it could not be drawn. */
export function htmlFigure(png: Uint8Array | undefined, title: string, caption: string): string {
  if (png === undefined) return "";
  const data = Buffer.from(png).toString("base64");
  return `<figure><img style="width:100%" alt="${escapeHtml(`${title}. ${caption}`)}" src="data:image/png;base64,${data}"><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}
