import { parts, presets } from "../../src/policies/index.js";
import type { Part } from "../../src/policies/part.js";
import { ROLES } from "../../src/policies/policy.js";
import { fieldsOf } from "../../src/policies/preset-fields.js";
import type { Preset } from "../../src/policies/preset.js";
import { partExample, POLICY_EXAMPLE } from "../examples.js";
import { firstSentence, item, linkTo, page, prose, wrapped, yamlBlock } from "../markdown.js";
import { nodeAt, optionOf, scenarioNode, type SchemaNode } from "../schema-node.js";
import { settingsList } from "../settings.js";

/** docs/reference/policies.md: presets with every field and its source, and the parts they are made of. */
export function policiesPage(): string {
  return page("Policies", INTRO, [
    yamlBlock(POLICY_EXAMPLE),
    "## Presets",
    presets
      .map(({ name, doc }) => item(`${linkTo(name)}: ${prose(firstSentence(doc))}`))
      .join("\n"),
    ...presets.flatMap(presetSection),
    ...ROLES.flatMap(roleSection),
  ]);
}

const INTRO =
  "A policy of a scenario is a preset, with what is written laid over it field by field, or four parts of one's own choice: `offer`, `reboot`, `health` and `operator`. `update`, `agent` and `runtime` replace those of the [groups of hosts](scenario.md#fleetgroups). `shakedown explain NAME` prints an entry of this page.";

function presetSection(preset: Preset): string[] {
  const fields = fieldsOf(preset);
  const ofParts = fields.filter(({ isSet }) => !isSet);
  const defaults = ofParts.map(({ path, value }) => `\`${path}: ${value}\``).join(", ");
  return [
    `### ${preset.name}`,
    wrapped(`${prose(preset.doc)} After ${prose(preset.source)}.`),
    fields
      .filter(({ isSet }) => isSet)
      .map(({ path, value, source }) => item(presetLine(path, value, source)))
      .join("\n"),
    ...(defaults === "" ? [] : [wrapped(`Defaults of its parts: ${defaults}.`)]),
  ];
}

function presetLine(path: string, value: string, source: string): string {
  const role = ROLES.find((one) => path === `${one}.kind`);
  const shown = role === undefined ? "" : ` ([its settings](#${role}-${value}))`;
  // The source of a kind is that it stands for the system: the preset says so already.
  const from = source === "what stands for it here" ? "" : `: ${prose(source)}`;
  return `\`${path}: ${value}\`${shown}${from}`;
}

function roleSection(role: (typeof ROLES)[number]): string[] {
  const union = nodeAt(scenarioNode, "policies", "<name>", role);
  const heading = `## ${role[0]!.toUpperCase()}${role.slice(1)}`;
  const kind = (union.default as { kind: string }).kind;
  return [
    heading,
    wrapped(`${prose(union.description ?? "")} Default: ${linkTo(`${role}: ${kind}`)}.`),
    ...parts[role].flatMap((part) => partSection(part, optionOf(union, part.name))),
  ];
}

function partSection({ role, name, doc }: Part, option: SchemaNode): string[] {
  const settings = settingsList(option, ["kind"]);
  const example = partExample(role, name, option);
  return [
    `### ${role}: ${name}`,
    wrapped(prose(doc)),
    ...(settings === "" ? [] : [settings]),
    ...(example === undefined ? [] : [yamlBlock(example)]),
  ];
}
