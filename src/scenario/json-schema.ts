import { z } from "zod";
import { scenarioSchema } from "./schema.js";

/** As much of JSON Schema as is read here. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly const?: unknown;
}

let cached: JsonSchema | undefined;

/** The JSON Schema of a scenario file (draft 7), for completion and hover in editors. Made once. */
export function scenarioJsonSchema(): JsonSchema {
  cached ??= {
    ...(z.toJSONSchema(scenarioSchema, { io: "input", target: "draft-7" }) as JsonSchema),
    ...{ title: "Shakedown scenario", patternProperties: { "^x-": {} } },
  };
  return cached;
}

/** The text of `scenarios/schema.json`. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(scenarioJsonSchema())}\n`;
}
