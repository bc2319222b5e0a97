import { z } from "zod";
import { faults } from "../src/faults/index.js";
import { goals } from "../src/invariants/goals/index.js";
import { invariants } from "../src/invariants/index.js";
import { policyInvariants } from "../src/invariants/policy/index.js";
import { metricOutputs } from "../src/metrics/index.js";
import { presets } from "../src/policies/index.js";
import { bandwidth, bytes, duration, durationOrNever, timeOfDay } from "../src/support/quantity.js";
import { otherFindings } from "./other-findings.js";
import { choicesOf, entryOf, placesOf, type SchemaNode } from "./schema-node.js";

/** What quantities are called, by the pattern that their schema gives to editors. */
const QUANTITIES = new Map(
  (
    [
      [duration(), "duration"],
      [durationOrNever(), "duration, or `never`"],
      [bytes(), "size"],
      [bandwidth(), "bandwidth"],
      [timeOfDay(), "time of day"],
    ] as const
  ).map(([schema, words]) => [z.toJSONSchema(schema, { io: "input" }).pattern, words]),
);

/** What a quantity says of itself where nothing else is said of a setting: its kind tells as much. */
export const SAID_BY_KIND = [duration(), durationOrNever(), bytes(), bandwidth(), timeOfDay()].map(
  ({ description }) => description,
);

/** Registries whose names a setting may take, and the page that lists them. */
const NAMED: readonly (readonly [names: readonly string[], words: string])[] = [
  [metricOutputs.map(({ name }) => name), "[metric](metrics.md)"],
  [presets.map(({ name }) => name), "[preset](policies.md#presets)"],
  [faults.map(({ kind }) => kind), "[kind of fault](faults.md)"],
  [goals.map(({ name }) => name), "[goal](invariants.md#goals-of-a-search)"],
  [policyInvariants.map(({ name }) => name), "[policy invariant](invariants.md#asked-of-a-policy)"],
  [
    [...invariants, ...policyInvariants, ...otherFindings].map(({ name }) => name),
    "[invariant](invariants.md)",
  ],
];

/** Above this a bound is the machine's, not the setting's. */
const UNBOUNDED = 2_147_483_647;

/** What may be written for a setting: its type with unit and range. */
export function kindInWords(node: SchemaNode): string {
  if (node.allOf?.[0]?.$ref === "#/definitions/duration") return "duration or distribution";
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum !== undefined) return nameInWords(node.enum);
  const choices = choicesOf(node);
  if (choices.some(({ properties }) => properties?.["dist"] !== undefined)) return "distribution";
  if (choices.length > 0) return choiceInWords(choices);
  if (Array.isArray(node.type)) return node.type.map((type) => kindInWords({ type })).join(" or ");
  switch (node.type) {
    case "string":
      return QUANTITIES.get(node.pattern) ?? textInWords(node);
    case "boolean":
      return "`true` or `false`";
    case "integer":
      return `whole number${rangeInWords(node)}`;
    case "number":
      return `number${rangeInWords(node)}`;
    case "array":
      return listInWords(node);
    default:
      return typeof node.additionalProperties === "object" ? mapInWords(node) : "settings";
  }
}

function textInWords({ examples: [example] = [] }: SchemaNode): string {
  return example === undefined ? "text" : `text such as \`${example}\``;
}

function nameInWords(names: readonly string[]): string {
  const registry = NAMED.find(([all]) => sameNames(all, names));
  return registry?.[1] ?? names.map((name) => `\`${name}\``).join(", ");
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join();
}

function choiceInWords(choices: readonly SchemaNode[]): string {
  const [first, second] = choices;
  if (choices.length === 2 && first?.pattern?.endsWith("%$") && second?.type === "number")
    return "share";
  const words = [...new Set(choices.map(kindInWords))];
  // What there is a unit for comes first, a word such as `never` last.
  return words
    .toSorted((a, b) => Number(a.startsWith("`")) - Number(b.startsWith("`")))
    .join(", or ");
}

function rangeInWords(node: SchemaNode): string {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = node;
  const least = minimum === undefined ? undefined : grouped(minimum);
  const most = maximum === undefined || maximum >= UNBOUNDED ? undefined : grouped(maximum);
  if (above !== undefined && most !== undefined) return ` above ${grouped(above)}, at most ${most}`;
  if (above !== undefined) return ` above ${grouped(above)}`;
  if (below !== undefined && below < UNBOUNDED)
    return `, ${least ?? "any"} to below ${grouped(below)}`;
  if (least !== undefined && most !== undefined) return `, ${least} to ${most}`;
  if (least !== undefined) return ` from ${least}`;
  return most === undefined ? "" : ` up to ${most}`;
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

function listInWords(node: SchemaNode): string {
  const { maxItems, minItems } = node;
  const entry = entryOf(node);
  if (entry === undefined) return `[${placesOf(node).map(kindInWords).join("; ")}]`;
  const some = minItems === undefined ? "list of" : "one or more";
  const most = maxItems === undefined ? "" : `, at most ${grouped(maxItems)}`;
  const several = severalInWords(entry);
  if (entry.enum !== undefined && !several.startsWith("["))
    return minItems === undefined ? `any of ${several}` : `one or more of ${several}`;
  return `${some} ${several}${most}`;
}

/** What there may be several of: plural, or a choice. */
function severalInWords(node: SchemaNode): string {
  const choices = choicesOf(node);
  const isObject = ({ properties }: SchemaNode) => properties !== undefined;
  if (isObject(node) || (choices.length > 0 && choices.every(isObject))) return "entries";
  const kind = kindInWords(node);
  if (kind === "text") return "names";
  return kind.replace(SINGULAR, "$1s");
}

/** The word of a kind that has a plural. */
const SINGULAR =
  /^(\[?(?:whole number|number|share|duration|metric|goal|policy invariant|invariant|kind))/;

function mapInWords({ additionalProperties: entry }: SchemaNode): string {
  return `for each name: ${kindInWords(entry as SchemaNode)}`;
}
