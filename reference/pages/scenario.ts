import { SCENARIO_EXAMPLES } from "../examples.js";
import { anchorOf, page, prose, wrapped, yamlBlock } from "../markdown.js";
import { choicesOf, entryOf, objectIn, scenarioNode, type SchemaNode } from "../schema-node.js";
import { settingsList } from "../settings.js";

/** docs/reference/scenario.md: every key of a scenario, grouped as in the schema. */
export function scenarioPage(): string {
  const { properties = {}, required = [] } = scenarioNode;
  const told = new Map<string, string>();
  const simple = Object.entries(properties).filter(([, node]) => !hasSection(node));
  const grouped = Object.entries(properties).filter(([, node]) => hasSection(node));
  return page("Scenario", INTRO, [
    "## Top level",
    settingsList({ properties: Object.fromEntries(simple), required }, []),
    wrapped(
      `And, each with a section of its own: ${grouped.map(([name]) => `[\`${name}\`](#${name})${required.includes(name) ? " (required)" : ""}`).join(", ")}. Keys that begin with \`x-\` are left out.`,
    ),
    ...examplesOf("name"),
    ...grouped.flatMap(([name, node]) => section(name, node, told)),
    ...distributionSection(),
  ]);
}

const INTRO =
  "Every key of a scenario file, with what may be written, range, default and source, as `scenarios/schema.json` gives them to editors. How to write one is in [the guide](../scenarios.md), where durations, shares, sizes and the like [are explained](../scenarios.md#how-things-are-written).";

/** Where the entries of a key are told on a page of their own. */
const OTHER_PAGES: Readonly<Record<string, string>> = {
  faults: "list of [faults](faults.md), each told apart by its `kind`",
  offer: "[part](policies.md#offer)",
  reboot: "[part](policies.md#reboot)",
  health: "[part](policies.md#health)",
  operator: "[part](policies.md#operator)",
};

/** So many settings inside a setting make a section; fewer are told below it. */
const ROOM = 5;

function hasSection(node: SchemaNode): boolean {
  return objectIn(node) !== undefined || choicesOf(entryOf(node) ?? {}).length > 0;
}

function section(path: string, node: SchemaNode, told: Map<string, string>): string[] {
  const depth = Math.min(path.split(".").length + 1, 4);
  const heading = [`${"#".repeat(depth)} ${path}`, wrapped(prose(node.description ?? ""))];
  const object = objectIn(node);
  if (object === undefined) {
    const link = OTHER_PAGES[path];
    if (link === undefined) throw new Error(`${path} is told nowhere`);
    return [...heading, wrapped(`A ${link}.`), ...examplesOf(path)];
  }
  told.set(JSON.stringify(object.properties), path);
  const below: string[] = [];
  const list = settingsList(object, [], (name, inner) => {
    const other = OTHER_PAGES[name];
    if (other !== undefined && choicesOf(inner).length > 0) return other;
    const settings = objectIn(inner)?.properties;
    if (settings === undefined) return undefined;
    const known = told.get(JSON.stringify(settings));
    if (known !== undefined) return `as in ${link(known)}`;
    if (Object.keys(settings).length < ROOM && entryOf(inner) === undefined) return undefined;
    const at = `${path}.${name}`;
    below.push(...section(at, inner, told));
    return `${formOf(inner)} in ${link(at)}`;
  });
  return [...heading, list, ...examplesOf(path), ...below];
}

function link(path: string): string {
  return `[\`${path}\`](#${anchorOf(path)})`;
}

function formOf(node: SchemaNode): string {
  if (entryOf(node) !== undefined) return "list of entries, as";
  const short = (node.anyOf ?? []).find((one) => one.enum !== undefined)?.enum;
  if (short === undefined) return "settings, as";
  return `one of ${short.map((one) => `\`${one}\``).join(", ")}, or settings as`;
}

function examplesOf(key: string): string[] {
  const text = SCENARIO_EXAMPLES[key];
  return text === undefined ? [] : [yamlBlock(text)];
}

/** Distributions are the one thing that many keys share. */
function distributionSection(): string[] {
  const { definitions } = scenarioNode as { definitions?: Record<string, SchemaNode> };
  const kinds =
    definitions?.["duration"]?.anyOf?.find(({ oneOf }) => oneOf !== undefined)?.oneOf ?? [];
  return [
    "## Distributions",
    wrapped(
      "Where a duration or a distribution may stand, a duration is always the same and a distribution is drawn anew each time, for every host, boot or container. All figures but `shape` and `weights` are durations.",
    ),
    ...kinds.flatMap((kind) => [
      `### ${kind.properties?.["dist"]?.const}`,
      settingsList(kind, ["dist"]),
    ]),
    yamlBlock(SCENARIO_EXAMPLES["distributions"]!),
  ];
}
