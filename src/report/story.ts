import { escapeHtml } from "./escape-html.js";

/** What a scenario says of itself, as HTML: its lines were broken for an editor, and a page breaks them anew. */
export function storyOf(description: string): string {
  const paragraphs = description
    .split(/\n\s*\n/)
    .map((text) => text.replaceAll(/\n(?!\s|[-*•]|\d+[.)] )/g, " ").trim())
    .filter((text) => text !== "");
  return `<div class="story">${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")}</div>`;
}
