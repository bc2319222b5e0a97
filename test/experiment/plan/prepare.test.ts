import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Plan, preparePlan } from "../../../src/experiment/plan/prepare.js";
import { loadSource } from "../../../src/scenario/load.js";
import { ScenarioError } from "../../../src/scenario/scenario-error.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));

const REQUIRE = "{ holds: [{ metric: budget-violation, max: 0 }], in: 99% }";
const PLAN = `{ find: smallest, vary: spare, from: 0, to: 5, require: ${REQUIRE} }`;

function prepared(plan: string, groups = "[{ name: web, hosts: 9, capacity: 20 }]"): Plan {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: question
seed: 1
horizon: 1d
fleet: { groups: ${groups} }
services: [{ name: api, group: web, replicas: 110, start: 3s, budget: { minAvailable: 90% } }]
policies: { plain: { preset: coreos-locksmith } }
plan: ${plan}
`,
  );
  return preparePlan(loadSource(path))!;
}

function complaint(plan: string, groups?: string): string {
  try {
    prepared(plan, groups);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.replaceAll(folder, "");
    throw error;
  }
  throw new Error("expected a complaint, got none");
}

const vary = (path: string, range = "from: 0, to: 5"): string =>
  `{ find: smallest, vary: "${path}", ${range}, require: ${REQUIRE} }`;
const required = (require: string): string =>
  `{ find: smallest, vary: spare, from: 0, to: 5, require: ${require} }`;

describe("a question of capacity", () => {
  it("makes a scenario for each value", () => {
    const plan = prepared(PLAN);
    expect(plan.knob).toBe("spare[web]");
    expect(plan.values).toEqual([0, 1, 2, 3, 4, 5]);
    // 110 containers fill six hosts of 20 but for a half.
    expect(plan.scenarioAt(0, "a").fleet.groups[0]!.hosts).toBe(6);
    expect(plan.scenarioAt(5, "a").fleet.groups[0]!.hosts).toBe(11);
    expect(plan.scenarioAt(5, "b").seed).toBe("b");
  });

  it("takes headroom as a share of the room that the containers need", () => {
    const plan = prepared(vary("headroom[web]", "from: 0%, to: 100%, step: 50%"));
    expect(plan.values.map((_, i) => plan.scenarioAt(i, "a").fleet.groups[0]!.hosts)).toEqual([
      6, 9, 11,
    ]);
  });

  it("takes any other knob by its path", () => {
    const plan = prepared(vary("policies.plain.reboot.max", "from: 1, to: 3"));
    expect(plan.knob).toBe("policies[plain].reboot.max");
    expect(plan.scenarioAt(2, "a").policies["plain"]!.reboot).toMatchObject({ max: 3 });
  });

  it("leaves the world of the scenario as it is for other commands", () => {
    const path = join(folder, "s.yaml");
    prepared(PLAN);
    const asked = loadSource(path).scenario;
    prepared(vary("headroom"));
    expect(loadSource(path).scenario.worldHash).toBe(asked.worldHash);
  });
});

describe("a bad question", () => {
  it.each([
    [
      "a knob that is misspelt",
      vary("policies[plain].reboot.mx", "from: 1, to: 3"),
      '/s.yaml:8:31 plan.vary: expected a field of policies[plain].reboot (kind, strategy, max, lockScope, recheckWindow, logins, drain, groups, changes, window), got "mx"; did you mean "max"?',
    ],
    ["a group that is not there", vary("spare[wbe]"), 'got "wbe"; did you mean "web"?'],
    ["a range upside down", vary("spare", "from: 4, to: 2"), "expected at least from (4), got 2"],
    [
      "a value that makes no scenario",
      vary("fleet.groups[web].hosts", "from: 3, to: 9"),
      "expected values that make a scenario, got 3 for fleet.groups[web].hosts; services.0.replicas: expected at most 60 replicas",
    ],
    [
      "a value of another kind",
      vary("fleet.groups[web].hosts", "from: 5m, to: 9m, step: 1m"),
      'fleet.groups.0.hosts: expected a whole number of at least 1, got "5m"',
    ],
    ["no metric", required("{ in: 99% }"), "expected a metric with min or max, or holds"],
    [
      "a metric that is misspelt",
      required("{ holds: [{ metric: budget-violations, max: 0 }], in: 99% }"),
      'did you mean "budget-violation"?',
    ],
    ["no bound", required("{ metric: availability }"), "expected min or max, got neither"],
    [
      "no share of replications",
      required("{ holds: [{ metric: budget-violation, max: 0 }] }"),
      "expected in (a share of the replications, as 99%) beside holds",
    ],
    [
      "both forms at once",
      required("{ metric: availability, min: 1, holds: [{ metric: reboots, max: 0 }], in: 99% }"),
      "expected either holds or a metric, got both",
    ],
    [
      "a bound in the wrong unit",
      required("{ metric: patch-latency.t100, max: 3GB }"),
      'expected a number in h, such as 120 or 45m, got "3GB"',
    ],
    ["an unknown policy", PLAN.replace("find", "policy: plane, find"), 'did you mean "plain"?'],
    ["certainty", PLAN.replace("find", "confidence: 100%, find"), "at least 50% and below 100%"],
  ])("with %s is refused at its place", (_, plan, message) => {
    const said = complaint(plan);
    expect(said).toContain(message);
    expect(said).toMatch(/^\/s\.yaml:8:\d+ plan/);
  });

  it("has to say which group, where there are several", () => {
    const groups = "[{ name: web, hosts: 9 }, { name: db, hosts: 9 }]";
    expect(complaint(PLAN, groups)).toContain(
      "expected a group (web, db), as spare[web], got none",
    );
    expect(complaint(vary("spare[db]"), groups)).toContain("expected a group that runs containers");
  });
});
