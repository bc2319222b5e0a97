/** Which keys may stand where, read off the JSON Schema: it knows what fits a `kind`, and every registry is in it. */
import type { Path } from "./read-yaml.js";
import { scenarioJsonSchema, type JsonSchema } from "./json-schema.js";

/** The keys that the settings at a path may have, given what stands there. */
export function knownKeys(data: unknown, path: Path): readonly string[] {
  let schemas = alternatives([scenarioJsonSchema()], data);
  let value = data;
  for (const step of path) {
    value = inside(value, step);
    schemas = alternatives(
      schemas.flatMap((schema) => below(schema, step)),
      value,
    );
  }
  return [...new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

/** The value under a key or at an index; undefined where there is none. */
export function inside(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, unknown>)[step];
}

function below(schema: JsonSchema, step: string | number): readonly JsonSchema[] {
  const { properties = {}, items, additionalProperties } = schema;
  if (typeof step === "number") return items === undefined ? [] : [items];
  if (Object.hasOwn(properties, step)) return [properties[step]!];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

/** The schemas that a value may be meant for: those whose constants, such as its `kind`, it does not contradict. */
function alternatives(schemas: readonly JsonSchema[], value: unknown): readonly JsonSchema[] {
  return schemas.flatMap((schema): readonly JsonSchema[] => {
    const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    if (choices.length > 0) return alternatives(choices, value);
    const contradicts = Object.entries(schema.properties ?? {}).some(([key, { const: only }]) => {
      const actual = inside(value, key);
      return only !== undefined && actual !== undefined && actual !== only;
    });
    return contradicts ? [] : [schema];
  });
}
