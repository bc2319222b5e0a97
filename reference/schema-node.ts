import { renderJsonSchema } from "../src/scenario/json-schema.js";

/** As much of a JSON Schema (draft 7) as the reference reads. */
export interface SchemaNode {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  /** Of each entry, or of the first, the second and so on. */
  readonly items?: SchemaNode | readonly SchemaNode[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly { readonly $ref: string }[];
}

/** The schema of a scenario, as editors have it: the one source of every setting's type, range and description. */
export const scenarioNode = JSON.parse(renderJsonSchema()) as SchemaNode;

/** What may stand there, where that is one of several. */
export function choicesOf(node: SchemaNode): readonly SchemaNode[] {
  return node.anyOf ?? node.oneOf ?? [];
}

/** The object in a setting: itself, an entry of the list or of the record that it is, or the long form of two. */
export function objectIn(node: SchemaNode): SchemaNode | undefined {
  if (node.properties !== undefined) return node;
  const entry = entryOf(node);
  if (entry !== undefined) return objectIn(entry);
  if (typeof node.additionalProperties === "object") return objectIn(node.additionalProperties);
  const [first, second, ...more] = choicesOf(node).filter(
    ({ properties }) => properties !== undefined,
  );
  if (first === undefined || second === undefined || more.length > 0)
    return second === undefined ? first : undefined;
  // An entry that may hold one key alone, beside which nothing stands: a train among releases.
  return Object.keys(second.properties!).length === 1
    ? { ...first, properties: { ...first.properties, ...second.properties } }
    : undefined;
}

function isPerPlace(items: SchemaNode | readonly SchemaNode[]): items is readonly SchemaNode[] {
  return Array.isArray(items);
}

/** The one schema of all entries of a list. */
export function entryOf({ items }: SchemaNode): SchemaNode | undefined {
  return items === undefined || isPerPlace(items) ? undefined : items;
}

/** The schemas of the entries of a list whose entries differ, one after the other. */
export function placesOf({ items }: SchemaNode): readonly SchemaNode[] {
  return items !== undefined && isPerPlace(items) ? items : [];
}

/** The alternative that a `kind` names, among the objects of a union. */
export function optionOf(node: SchemaNode, kind: string): SchemaNode {
  const found = choicesOf(node).find(({ properties }) => properties?.["kind"]?.const === kind);
  if (found === undefined) throw new Error(`the schema has no ${kind}`);
  return found;
}

/** A node below another, by the names of its properties; `[]` is an entry of a list, `<name>` one of a record. */
export function nodeAt(node: SchemaNode, ...path: readonly string[]): SchemaNode {
  const [step, ...rest] = path;
  if (step === undefined) return node;
  const { additionalProperties: entry, properties = {} } = node;
  const next =
    step === "[]"
      ? entryOf(node)
      : step === "<name>" && typeof entry === "object"
        ? entry
        : properties[step];
  if (next === undefined) throw new Error(`the schema has no ${path.join(".")}`);
  return nodeAt(next, ...rest);
}
