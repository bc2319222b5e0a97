/** summary.json keeps to the schema that is shipped, and the schema leaves nothing of it out. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { COMPARISON_SCHEMA, type Comparison } from "../../src/experiment/comparison.js";
import { renderJson } from "../../src/report/json.js";
import { renderSummarySchema, readableSummary } from "../../src/report/summary-schema.js";
import { smokeComparison } from "./smoke-comparison.js";

const root = new URL("../../", import.meta.url);
const shipped = () => readFileSync(new URL("schemas/summary-v2.json", root), "utf8");
const summaryOf = (report: string): unknown =>
  JSON.parse(readFileSync(new URL(`reports/${report}/summary.json`, root), "utf8"));

const validator = (text: string): z.ZodType =>
  z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);

/** The schema as a validator reads it, but without leave to add fields. */
const strict = () =>
  validator(shipped().replaceAll(/"properties": \{/g, '"additionalProperties": false, $&'));

const problemsOf = (schema: z.ZodType, data: unknown) =>
  (schema.safeParse(data).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

let comparison: Promise<Comparison> | undefined;

/** The summary of a run, as it stands in the file. */
async function written(): Promise<object> {
  comparison ??= smokeComparison(3);
  return JSON.parse(renderJson(await comparison)) as object;
}

describe("schemas/summary-v2.json", () => {
  it("is up to date; if not, run `npm run generate`", () => {
    expect(shipped()).toBe(renderSummarySchema());
  });

  it("is what a run writes, field by field", async () => {
    expect(problemsOf(strict(), await written())).toEqual([]);
  });

  it.each(readdirSync(new URL("reports/", root)))("is that of the report %s", (report) => {
    const summary = summaryOf(report) as { readonly schema: string };
    expect(problemsOf(readableSummary, summary)).toEqual([]);
    // Those of the version before can be read, and no more.
    if (summary.schema === COMPARISON_SCHEMA) expect(problemsOf(strict(), summary)).toEqual([]);
  });

  it.each([
    ["a field that is missing", { version: undefined }],
    ["text for a number", { policies: [{ name: "a", events: "many" }] }],
    ["another version", { schema: "shakedown.comparison/v3" }],
    ["no policy", { policies: [] }],
  ])("refuses %s", async (_, change) => {
    const changed = { ...(await written()), ...change };
    expect(problemsOf(strict(), changed)).not.toEqual([]);
    expect(problemsOf(readableSummary, changed)).not.toEqual([]);
  });

  it("lets later versions add fields", async () => {
    const later = { ...(await written()), added: 1 };
    expect(problemsOf(readableSummary, later)).toEqual([]);
    expect(problemsOf(validator(shipped()), later)).toEqual([]);
  });
});
