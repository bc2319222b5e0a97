import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { runBatches } from "../../src/experiment/run-batches.js";
import { loadScenario } from "../../src/scenario/load.js";

const folder = fileURLToPath(new URL("../../scenarios/mechanisms/", import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

describe.each(files)("the mechanism of scenarios/mechanisms/%s", (file) => {
  const scenario = loadScenario(`${folder}${file}`);

  it("is named as its file, and says what it shows, rests on, and does not show", () => {
    expect(file.replace(/^\d\d-/, "")).toBe(`${scenario.name}.yaml`);
    for (const heading of ["What it shows.", "What it rests on.", "What it does not show."]) {
      expect(scenario.description).toContain(heading);
    }
    expect(readFileSync(`${folder}README.md`, "utf8")).toContain(`](${file})`);
  });

  it("shows what it says it shows", { timeout: 120_000 }, async () => {
    const batches = Object.keys(scenario.policies).map((policy) => ({
      policy,
      from: 0,
      until: scenario.replications,
    }));
    const rows = await runBatches(scenario, batches, { workers: 1 });
    const expectations = compare(scenario, rows)?.expectations ?? [];
    expect(expectations.length).toBeGreaterThanOrEqual(2);
    expect(expectations.filter(({ met }) => !met).map(({ text }) => text)).toEqual([]);
  });
});
