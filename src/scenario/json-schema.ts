import { z } from "zod";
import { durationDistribution } from "../random/distribution-schema.js";
import { scenarioSchema } from "./schema.js";

/** As much of JSON Schema as is read here. */
export interface JsonSchema {
  readonly title?: string;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly const?: unknown;
}

let cached: JsonSchema | undefined;

/** The JSON Schema of a scenario file (draft 7). Made once. */
export function scenarioJsonSchema(): JsonSchema {
  cached ??= {
    ...draft7(scenarioSchema),
    title: "Shakedown scenario",
    patternProperties: { "^x-": {} },
  };
  return cached;
}

function draft7(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7" }) as JsonSchema;
}

/** The text of `scenarios/schema.json`, for completion and hover in editors: distributions are written out once. */
export function renderJsonSchema(): string {
  const { anyOf } = draft7(durationDistribution());
  const repeated = JSON.stringify(anyOf);
  const shortened = JSON.stringify(scenarioJsonSchema(), (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !("anyOf" in value)) return value;
    if (JSON.stringify(value.anyOf) !== repeated) return value;
    const { anyOf: _written, ...rest } = value;
    // Draft 7 ignores what stands beside a $ref.
    return { ...rest, allOf: [{ $ref: "#/definitions/duration" }] };
  });
  const schema: unknown = { ...JSON.parse(shortened), definitions: { duration: { anyOf } } };
  return `${JSON.stringify(schema, null, 1)}\n`;
}
