import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadSource } from "../../src/scenario/load.js";
import { findWarnings } from "../../src/warnings/find-warnings.js";
import { problems } from "../scenario/texts.js";
import { codesIn, scenarioText, warningsIn } from "./scenarios.js";

const STUCK = `services: [{ name: api, group: web, replicas: 3, start: 3s, budget: { minAvailable: 100% } }]
policies: { kured: { preset: kured } }
`;
const REASON = "reason: that it stands still is the question";
const suppressed = (text: string) => `${STUCK}suppress: [{ ${text} }]\n`;

describe("a suppression", () => {
  it.each([
    "path: services.0.budget.minAvailable",
    'path: "services[api].budget"',
    'path: "services[api]"',
    "path: services",
  ])("with %s keeps the warning, with its reason", (path) => {
    const [found, ...more] = warningsIn(
      suppressed(`warning: budget-never-satisfied, ${path}, ${REASON}`),
    );
    expect(more).toEqual([]);
    expect(found!.suppressed).toBe("that it stands still is the question");
  });

  it("needs no path", () => {
    const [found] = warningsIn(suppressed(`warning: budget-never-satisfied, ${REASON}`));
    expect(found!.suppressed).toBeDefined();
  });

  it("for another place, or of another kind, is told to suppress nothing", () => {
    const elsewhere = suppressed(`warning: budget-never-satisfied, path: fleet, ${REASON}`);
    expect(codesIn(elsewhere)).toEqual([
      "budget-never-satisfied services.0.budget.minAvailable",
      "unused-suppression suppress.0",
    ]);
    expect(codesIn(suppressed(`warning: lock-too-slow, ${REASON}`))).toContain(
      "unused-suppression suppress.0",
    );
  });

  it.each([
    ["of nothing", `warning: budget, ${REASON}`, "suppress.0.warning: expected one of"],
    [
      "of a misspelt code",
      `warning: budget-never-satisfies, ${REASON}`,
      'got "budget-never-satisfies"; did you mean "budget-never-satisfied"?',
    ],
    ["without a reason", "warning: lock-too-slow", "suppress.0.reason: expected a reason"],
    [
      "with hardly a reason",
      "warning: lock-too-slow, reason: because",
      'expected a reason of at least 10 characters, got "because"',
    ],
    [
      "for a place that is not there",
      `warning: budget-never-satisfied, path: "services[apj]", ${REASON}`,
      'suppress.0.path: expected the path of something in this file (api), got "services[apj]"; did you mean "api"?',
    ],
  ])("%s is bad input", (_, text, message) => {
    expect(problems(scenarioText(suppressed(text))).join("\n")).toContain(message);
  });
});

/** The shipped scenarios, seen from the root of the repository. */
function shipped(): string[] {
  return readdirSync("scenarios", { recursive: true })
    .map((path) => `scenarios/${String(path).replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".yaml"));
}

describe("the shipped scenarios", () => {
  it.each(shipped())("%s has no warning that it does not suppress with a reason", (path) => {
    const open = findWarnings(loadSource(path)).filter(({ suppressed: by }) => by === undefined);
    expect(open.map(({ code, line, found }) => `${path}:${line} ${code}: ${found}`)).toEqual([]);
  });
});

describe("the fleet of a new user", () => {
  const codes = (path: string) =>
    findWarnings(loadSource(path)).map((one) => `${one.code} ${one.path}`);

  it("is warned of the budgets that stop kured, of its fix, and of its gates on silence", () => {
    const found = codes("test/cases/verdict/fleet.yaml");
    expect(found.filter((one) => one.startsWith("budget-never-satisfied"))).toEqual(
      [4, 9, 14, 19, 24].map((at) => `budget-never-satisfied services.${at}.budget.minAvailable`),
    );
    expect(found).toContain("fix-never-published releases.1.fix");
    expect(found).toContain("silence-halts-good-releases policies.ours.offer.silence");
    const [first] = findWarnings(loadSource("test/cases/verdict/fleet.yaml"));
    expect(first!.found).toContain("svc-05");
    expect(first!.found).toContain("kured stands still there (its drain has no time-out)");
    const lines = readFileSync("test/cases/verdict/fleet.yaml", "utf8").split("\n");
    expect(lines[first!.line - 1]!.slice(first!.column - 1)).toMatch(/^100%/);
  });

  it("is warned of testers who never meet the defect", () => {
    const found = codes("test/cases/verdict/tune-wrong-policy.yaml");
    expect(found).toContain("testers-never-meet-defect releases.1.defects.0");
    expect(found).toContain("fix-never-published releases.1.fix");
    expect(found).toContain("replications-too-few tune.replications");
  });
});
