/** Text that has become harmless in HTML, between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Plain data as JSON that cannot close the script element it stands in. */
export function embedJson(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** `code` in a sentence. */
export function codeSpans(sentence: string): string {
  return escapeHtml(sentence).replaceAll(/`([^`]*)`/g, "<code>$1</code>");
}
