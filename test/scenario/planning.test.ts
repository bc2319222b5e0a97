import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { searchPlan } from "../../src/experiment/plan/answer.js";
import { preparePlan } from "../../src/experiment/plan/prepare.js";
import { loadSource } from "../../src/scenario/load.js";

const folder = fileURLToPath(new URL("../../scenarios/planning/", import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
const readme = readFileSync(`${folder}README.md`, "utf8");

describe.each(files)("the question of scenarios/planning/%s", (file) => {
  const plan = preparePlan(loadSource(`${folder}${file}`))!;

  it("is named as its file, and says what it asks, rests on, and does not show", () => {
    expect(plan.base.name).toBe(file.replace(".yaml", ""));
    for (const heading of ["What it asks.", "What it rests on.", "What it does not show."]) {
      expect(plan.base.description).toContain(heading);
    }
  });

  it("has the answer that its README gives", { timeout: 180_000 }, async () => {
    const [, stated] = new RegExp(String.raw`\]\(${file}\).*\*\*(\S+)\*\*`).exec(readme)!;
    // Less confidence than the file asks for, and fewer replications: enough for a test of every day.
    const replications = { min: 20, max: 250 };
    const request = { ...plan.request, confidence: 0.5, replications };
    const { found } = await searchPlan({ ...plan, request }, plan.base.seed, { workers: 1 });
    expect(String(plan.values[found.answer!])).toBe(stated);
  });
});
