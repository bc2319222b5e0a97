import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faults } from "../../src/faults/index.js";
import { metricOutputs } from "../../src/metrics/index.js";
import { presets } from "../../src/policies/index.js";
import { renderJsonSchema, scenarioJsonSchema } from "../../src/scenario/json-schema.js";

const written = () => readFileSync(new URL("../../scenarios/schema.json", import.meta.url), "utf8");

describe("scenarios/schema.json", () => {
  it("is up to date; if not, run `npm run generate`", () => {
    expect(written()).toBe(renderJsonSchema());
  });

  it("knows every fault, preset and metric", () => {
    const text = written();
    const words = [
      ...faults.map(({ kind }) => kind),
      ...presets.map(({ name }) => name),
      ...metricOutputs.map(({ name }) => name),
    ];
    expect(words.filter((word) => !text.includes(JSON.stringify(word)))).toEqual([]);
  });

  it("refers only to what it defines", () => {
    const { definitions } = JSON.parse(written()) as { definitions: Record<string, unknown> };
    const references = [...written().matchAll(/"#\/definitions\/(\w+)"/g)].map(([, name]) => name!);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((name) => definitions[name] === undefined)).toEqual([]);
  });

  it("has a description for every field of the scenario", () => {
    const undescribed = Object.entries(scenarioJsonSchema().properties ?? {}).filter(
      ([, schema]) => !("description" in schema),
    );
    expect(undescribed.map(([name]) => name)).toEqual([]);
  });
});
