import { kindInWords, SAID_BY_KIND } from "./kind-in-words.js";
import { item, prose } from "./markdown.js";
import { entryOf, objectIn, type SchemaNode } from "./schema-node.js";

/** Where the settings inside a setting are told instead of below it: a link, or undefined. */
export type ToldElsewhere = (name: string, node: SchemaNode) => string | undefined;

/** The settings of an object, an item each with kind, range, default and description; those inside them below. */
export function settingsList(
  node: SchemaNode,
  leftOut: readonly string[],
  elsewhere: ToldElsewhere = () => undefined,
  depth = 0,
): string {
  return Object.entries(node.properties ?? {})
    .filter(([name]) => !leftOut.includes(name))
    .map(([name, setting]) => {
      const link = elsewhere(name, setting);
      const line = item(settingLine(name, setting, isRequired(node, name), link), depth);
      const inner = link === undefined ? objectIn(setting) : undefined;
      return inner === undefined
        ? line
        : `${line}\n${settingsList(inner, [], elsewhere, depth + 1)}`;
    })
    .join("\n");
}

function isRequired({ required = [], properties = {} }: SchemaNode, name: string): boolean {
  return required.includes(name) && properties[name]?.default === undefined;
}

function settingLine(
  name: string,
  node: SchemaNode,
  required: boolean,
  link: string | undefined,
): string {
  const kind = link ?? kindInWords(node);
  const said = node.description ?? entryOf(node)?.description;
  const text = said === undefined || SAID_BY_KIND.includes(said) ? "" : said;
  const told = /\b[Dd]efault/.test(text) || node.default === undefined;
  const notes = [
    kind,
    ...(required ? ["required"] : []),
    ...(told || isEmpty(node.default) ? [] : [`default \`${written(node.default)}\``]),
  ];
  return `**\`${name}\`** (${notes.join("; ")})${text === "" ? "" : `: ${prose(text)}`}`;
}

/** An empty list or object as a default says only that the setting may be left out. */
function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** A value as a scenario writes it. */
export function written(value: unknown): string {
  if (typeof value === "string") return value === "" ? '""' : value;
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${written(inner)}`)
    .join(", ")} }`;
}
