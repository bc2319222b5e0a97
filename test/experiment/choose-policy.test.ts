import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { preparePlan } from "../../src/experiment/plan/prepare.js";
import { prepareSweep } from "../../src/experiment/sweep/prepare.js";
import { prepareTune } from "../../src/experiment/tune/prepare.js";
import { loadSource, type ScenarioSource } from "../../src/scenario/load.js";
import { ScenarioError } from "../../src/scenario/scenario-error.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

function source(text: string): ScenarioSource {
  const path = join(folder, "s.yaml");
  writeFileSync(path, text);
  return loadSource(path);
}

const base = (question: string): string => `apiVersion: shakedown/v1
name: question
seed: 1
horizon: 1d
fleet: { groups: [{ name: web, hosts: 9 }] }
policies:
  theirs: { preset: kured }
  ours: { preset: canary-waves }
  other: { preset: canary-waves }
${question}
`;

const knob = (path: string, values: string) => `{ vary: "${path}", values: [${values}] }`;
const OURS = knob("policies[ours].offer.soak", "6h, 12h");
const OTHER = knob("policies[other].offer.soak", "6h, 12h");
const WORLD = knob("people.crews", "1, 2");

const sweepOf = (knobs: string, policy = "") =>
  prepareSweep(source(base(`sweep: { factors: [${knobs}], metrics: [reboots]${policy} }`)))!.policy;
const tuneOf = (knobs: string, policy = "") =>
  prepareTune(
    source(
      base(
        `tune: { knobs: [${knobs}], objectives: [{ metric: host-downtime }], indifference: 60${policy} }`,
      ),
    ),
  )!.policy;
const planOf = (vary: string, policy = "") =>
  preparePlan(
    source(
      base(
        `plan: { find: smallest, vary: "${vary}", from: 1, to: 2, require: { metric: reboots, max: 9 }${policy} }`,
      ),
    ),
  )!.policy;

function complaint(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.replaceAll(folder, "");
    throw error;
  }
  throw new Error("expected a complaint, got none");
}

describe("the policy of a question that names none", () => {
  it("is the one whose settings are varied", () => {
    expect(sweepOf(OURS)).toBe("ours");
    expect(tuneOf(`${WORLD}, ${OURS}`)).toBe("ours");
    expect(planOf("policies[ours].reboot.max")).toBe("ours");
  });

  it("is the first of them where several are, and the first of all where none is", () => {
    expect(sweepOf(`${OTHER}, ${OURS}`)).toBe("ours");
    expect(tuneOf(WORLD)).toBe("theirs");
    expect(planOf("fleet.groups[web].hosts")).toBe("theirs");
  });
});

describe("the policy of a question that names one", () => {
  it("may be any where the knobs are of the world, and one of several", () => {
    expect(tuneOf(WORLD, ", policy: other")).toBe("other");
    expect(sweepOf(`${OURS}, ${OTHER}`, ", policy: other")).toBe("other");
  });

  it("is refused by its place where every knob of a policy is one of another", () => {
    const words = (name: string) =>
      `${name}.policy: expected ours, whose settings are varied (policies[ours].offer.soak), or knobs of theirs, got theirs, on which they have no effect`;
    const asked = ", policy: theirs";
    expect(complaint(() => sweepOf(OURS, asked))).toBe(`/s.yaml:10:107 ${words("sweep")}`);
    expect(complaint(() => tuneOf(OURS, asked))).toContain(words("tune"));
    expect(complaint(() => tuneOf(`${WORLD}, ${OURS}`, asked))).toContain(words("tune"));
    expect(complaint(() => planOf("policies[ours].reboot.max", asked))).toContain(
      "plan.policy: expected ours, whose settings are varied (policies[ours].reboot.max)",
    );
  });

  it("is inferred in a real question, and refused in it where it is another", () => {
    const text = readFileSync("test/cases/verdict/tune-wrong-policy.yaml", "utf8");
    expect(prepareTune(source(text.replace("  policy: ours\n", "")))!.policy).toBe("ours");
    expect(
      complaint(() => prepareTune(source(text.replace("policy: ours\n", "policy: kured\n")))),
    ).toMatch(/^\/s\.yaml:\d+:\d+ tune\.policy: expected ours, whose settings are varied/);
  });
});
