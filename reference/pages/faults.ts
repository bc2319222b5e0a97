import { faults } from "../../src/faults/index.js";
import type { Fault } from "../../src/faults/fault.js";
import { faultExample } from "../examples.js";
import { firstSentence, item, linkTo, page, prose, wrapped, yamlBlock } from "../markdown.js";
import { nodeAt, optionOf, scenarioNode, type SchemaNode } from "../schema-node.js";
import { settingsList } from "../settings.js";

/** Of so many faults a setting has to be before it is told once for all of them. */
const SHARED_BY = 5;

/** docs/reference/faults.md: every kind with its settings. */
export function faultsPage(): string {
  const options = faults.map(({ kind }) => optionOf(nodeAt(scenarioNode, "faults", "[]"), kind));
  const shared = sharedBy(options);
  return page("Faults", INTRO, [
    faults.map(({ kind, doc }) => item(`${linkTo(kind)}: ${prose(firstSentence(doc))}`)).join("\n"),
    "## Settings that faults share",
    wrapped(
      "What is written for these means the same in every fault that has them; each fault says which it has.",
    ),
    settingsList(shared, []),
    "## Kinds",
    ...faults.flatMap((fault, index) => faultSection(fault, options[index]!, shared)),
  ]);
}

const INTRO =
  "What a scenario may write under `faults`. A fault is planned before the run and is the same under every policy; what it does to the fleet is in [the model](../model.md#faults). `shakedown explain KIND` prints an entry of this page.";

/** The settings that are alike, word for word, in many faults. */
function sharedBy(options: readonly SchemaNode[]): SchemaNode {
  const all = options.flatMap(({ properties = {} }) => Object.entries(properties));
  const shared = all.filter(([name, node]) => {
    const text = JSON.stringify(node);
    const alike = all.filter(([, other]) => JSON.stringify(other) === text);
    return name !== "kind" && alike.length >= SHARED_BY;
  });
  return { properties: Object.fromEntries(shared) };
}

function faultSection({ kind, doc, breaks = [] }: Fault, option: SchemaNode, shared: SchemaNode) {
  const { properties = {}, required = [] } = option;
  const alike = Object.keys(shared.properties ?? {}).filter(
    (name) => JSON.stringify(properties[name]) === JSON.stringify(shared.properties?.[name]),
  );
  const own = settingsList(option, ["kind", ...alike]);
  const listed = alike
    .map((name) => `\`${name}\`${required.includes(name) ? " (required)" : ""}`)
    .join(", ");
  return [
    `### ${kind}`,
    wrapped(prose(doc)),
    ...(breaks.length === 0 ? [] : [wrapped(breaksInWords(breaks))]),
    wrapped(`Shared settings: ${listed}.`),
    ...(own === "" ? [] : [own]),
    yamlBlock(faultExample(kind, option)),
  ];
}

function breaksInWords(breaks: readonly string[]): string {
  const links = breaks.map((name) => linkTo(name, "invariants.md")).join(", ");
  return `Breaks by itself, so that a search does not hold it against a policy: ${links}.`;
}
