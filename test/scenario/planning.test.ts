import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { searchPlan } from "../../src/experiment/plan/answer.js";
import { preparePlan } from "../../src/experiment/plan/prepare.js";
import { answerSweep, type FactorResult } from "../../src/experiment/sweep/answer.js";
import { prepareSweep } from "../../src/experiment/sweep/prepare.js";
import { answerTune } from "../../src/experiment/tune/answer.js";
import { prepareTune } from "../../src/experiment/tune/prepare.js";
import { loadSource } from "../../src/scenario/load.js";

const folder = fileURLToPath(new URL("../../scenarios/planning/", import.meta.url));
const asks = (file: string, key: string): boolean =>
  loadSource(`${folder}${file}`).data[key] !== undefined;
const scenarios = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
const files = scenarios.filter((file) => asks(file, "plan"));
const sweeps = scenarios.filter((file) => asks(file, "sweep"));
const tunes = scenarios.filter((file) => asks(file, "tune"));
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

describe.each(sweeps)("the sweep of scenarios/planning/%s", (file) => {
  const sweep = prepareSweep(loadSource(`${folder}${file}`))!;

  it("is named as its file, and says what it asks, rests on, and does not show", () => {
    expect(sweep.base.name).toBe(file.replace(".yaml", ""));
    for (const heading of ["What it asks.", "What it rests on.", "What it does not show."]) {
      expect(sweep.base.description).toContain(heading);
    }
  });

  it("finds what its README says matters most", { timeout: 180_000 }, async () => {
    const [, stated] = new RegExp(String.raw`\]\(${file}\).*\*\*(\S+)\*\*`).exec(readme)!;
    // Fewer replications than the file asks for: enough for a test of every day.
    const replications = sweep.request.design === "one-at-a-time" ? 60 : 6;
    const request = { ...sweep.request, replications, points: 16 };
    const options = { seed: sweep.base.seed, workers: 1 };
    const { metrics } = await answerSweep({ ...sweep, request }, options);
    const weight = ({ share, oneMore }: FactorResult): number =>
      share?.total.value ?? Math.abs(oneMore!.change.mean);
    const [most] = metrics[0]!.factors.toSorted((a, b) => weight(b) - weight(a));
    expect(most!.factor).toBe(stated);
  });
});

describe.each(tunes)("the knobs of scenarios/planning/%s", (file) => {
  const tune = prepareTune(loadSource(`${folder}${file}`))!;

  it("are in a file named as its scenario, which says what it asks, rests on, and does not show", () => {
    expect(tune.base.name).toBe(file.replace(".yaml", ""));
    for (const heading of ["What it asks.", "What it rests on.", "What it does not show."]) {
      expect(tune.base.description).toContain(heading);
    }
  });

  it("have a best value that its README gives", { timeout: 180_000 }, async () => {
    const [, stated] = new RegExp(String.raw`\]\(${file}\).*\*\*(\S+)\*\*`).exec(readme)!;
    // Fewer replications than the file asks for: enough for a test of every day.
    const replications = { first: 5, budget: 800, final: 20 };
    const objectives = tune.request.objectives.slice(0, 1);
    const request = { ...tune.request, objectives, replications };
    const { best } = await answerTune({ ...tune, request }, { seed: tune.base.seed, workers: 1 });
    expect(best!.levels).toContain(stated);
  });
});
