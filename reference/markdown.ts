/** The first line of every page: whoever edits it by hand is told what to do instead. */
const NOTICE =
  "<!-- Written by `npm run docs:reference` from what the code says of itself; change it there. -->";

/** Lines of a page are no longer than this, as everywhere in the repository [characters]. */
const WIDTH = 100;

/** A page: title, what it is about, and its sections, a blank line between all. */
export function page(title: string, intro: string, blocks: readonly string[]): string {
  return `${[NOTICE, `# ${title}`, wrapped(intro), ...blocks].join("\n\n")}\n`;
}

/** A text broken into lines; those after the first are indented, for items of lists. */
export function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words(text)) {
    // A line that begins with one of these would be an item, a heading or a quotation.
    const fits =
      line.length + 1 + word.length <= WIDTH - indent.length || /^(?:[-+*#>]|\d+\.)/.test(word);
    if (line !== "" && !fits) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

/** Words between blanks; code and links, which must not be broken, are one. */
function words(text: string): readonly string[] {
  return text.trim().match(/(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|[^\s`])+|`/g) ?? [];
}

/** An item of a list, at a depth. */
export function item(text: string, depth = 0): string {
  const margin = "  ".repeat(depth);
  return `${margin}- ${wrapped(text, `${margin}  `)}`;
}

/** A link to a heading of the same page, or of another one. */
export function linkTo(heading: string, file = ""): string {
  return `[\`${heading}\`](${file}#${anchorOf(heading)})`;
}

/** The anchor that GitHub and GitLab give to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

/** Text of the registries with the signs escaped that would be taken for a tag or an emphasis. */
export function prose(text: string): string {
  return text.replaceAll(
    /(`[^`]*`)|([<*]|\b_|_\b)/g,
    (_, code: string | undefined, sign: string) => (code === undefined ? `\\${sign}` : code),
  );
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  return /^.*?[.:;](?=\s+\S|$)/su.exec(text)?.[0].replace(/[:;]$/, ".") ?? text;
}

/** An example as a scenario has it. */
export function yamlBlock(text: string): string {
  return ["```yaml", text.trimEnd(), "```"].join("\n");
}

/** A table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}
