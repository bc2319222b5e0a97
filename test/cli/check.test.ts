import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { scenarioText } from "../warnings/scenarios.js";
import { shakedown as inFolder } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

const shakedown = (...args: string[]) => inFolder(folder, args);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const STUCK = `services: [{ name: api, group: web, replicas: 3, start: 3s, budget: { minAvailable: 100% } }]
policies: { kured: { preset: kured } }
`;
const stuck = file("stuck.yaml", scenarioText(STUCK));
const sound = file("sound.yaml", scenarioText(""));
const meant = file(
  "meant.yaml",
  scenarioText(
    `${STUCK}suppress: [{ warning: budget-never-satisfied, path: services, reason: that is the question }]\n`,
  ),
);

/** What a file says beside what it is about. */
const IDLE = `# A scenario with layout of its own.
apiVersion: shakedown/v1
name: idle
seed: 1
horizon: 20d
fleet: { groups: [ { name: web, hosts: 30 } ] }   # spaces stay
releases: [{ version: 1.1.0, payload: 150MB, channels: { stable: 1d } }]
policies:
  # By force.
  forced:
    preset: kured
    reboot: { forceReboot: true,  period: 30m }
suppress:
  # Gone since.
  - warning: lock-too-slow
    reason: it was slow once
`;

describe("check", () => {
  it("prints warnings with place, line and advice, and exits with 0", () => {
    const { status, stdout, stderr } = shakedown("check", stuck, sound);
    expect(status).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain(`${stuck}: ok (1 policies, 10 replications, 1 warning)`);
    expect(stdout).toMatch(
      /stuck\.yaml:\d+:\d+ services\.0\.budget\.minAvailable: warning budget-never-satisfied: the budget of api wants all 3 replicas to be there, .*; let a replica of api go \(maxUnavailable: 1\), or give the drain a time-out\n +\d+ \|.*100%\n +\| +\^/,
    );
    expect(stdout).toContain(`${sound}: ok (1 policies, 10 replications)`);
  });

  it("takes them for errors with --strict, save those that the scenario suppresses", () => {
    const strict = shakedown("check", stuck, sound, "--strict");
    expect(strict.status).toBe(2);
    expect(strict.stderr).toContain("warning budget-never-satisfied");
    const suppressed = shakedown("check", meant, "--strict");
    expect(suppressed).toMatchObject({ status: 0, stderr: "" });
    expect(suppressed.stdout).toBe(`${meant}: ok (1 policies, 10 replications, 1 suppressed)\n`);
  });

  it("lists them as data with --json, errors of other files beside them", () => {
    const bad = file("bad.yaml", scenarioText("horizon: soon\n"));
    const { status, stdout, stderr } = shakedown("check", stuck, meant, bad, "--json");
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    const { files } = JSON.parse(stdout) as { files: Record<string, unknown>[] };
    const warning = {
      code: "budget-never-satisfied",
      path: "services.0.budget.minAvailable",
      fixable: false,
      page: "docs/reference/warnings.md#budget-never-satisfied",
    };
    expect(files).toMatchObject([
      { file: stuck, ok: true, errors: [], warnings: [{ ...warning, suppressed: null }] },
      { file: meant, ok: true, warnings: [{ ...warning, suppressed: "that is the question" }] },
      { file: bad, ok: false, errors: [{ path: "horizon" }], warnings: [] },
    ]);
  });

  it("takes out with --fix what does nothing, and leaves every other character", () => {
    const path = file("idle.yaml", IDLE);
    const { status, stdout } = shakedown("check", path, "--fix", "--strict");
    expect(status).toBe(0);
    expect(stdout).toContain(
      `${path}: took out policies.forced.reboot.forceReboot (line 12): setting-without-effect`,
    );
    expect(stdout).toContain(`${path}: took out suppress.0 (line 15): unused-suppression`);
    expect(readFileSync(path, "utf8")).toBe(
      IDLE.replace("forceReboot: true,  ", "").replace(/suppress:[\s\S]*$/, ""),
    );
    expect(shakedown("check", path, "--fix").stdout).toBe(
      `${path}: ok (1 policies, 30 replications)\n`,
    );
  });

  it("changes no file that it has nothing to mend in", () => {
    const before = readFileSync(stuck, "utf8");
    expect(shakedown("check", stuck, "--fix").status).toBe(0);
    expect(readFileSync(stuck, "utf8")).toBe(before);
  });

  it("refuses knobs of one policy under another, and a sweep that is none", () => {
    const two = "policies: { a: { preset: kured }, b: { preset: mender } }\n";
    const sweep = `${two}sweep: { policy: b, metrics: [reboots], factors: [{ vary: "policies[a].reboot.concurrency", values: [1, 2] }] }\n`;
    const { status, stderr } = shakedown("check", file("sweep.yaml", scenarioText(sweep)));
    expect(status).toBe(2);
    expect(stderr).toContain("sweep.policy: expected a, whose settings are varied");
  });

  it("tells GitHub of each beside its line", () => {
    const { stderr } = inFolder(folder, ["check", stuck], { GITHUB_ACTIONS: "true" });
    expect(stderr).toMatch(/^::warning file=.*,line=\d+,col=\d+,title=budget-never-satisfied::/m);
  });
});

describe("run", () => {
  const quick = ["--replications", "2", "--no-report", "--workers", "1"];

  it("tells on stderr, before it runs, what cannot work", () => {
    const { status, stdout, stderr } = shakedown("run", stuck, ...quick);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^warning: .*stuck\.yaml:\d+:\d+ budget-never-satisfied: the budget of api .*\nwhat to do: shakedown check .*stuck\.yaml\n/,
    );
    expect(stdout).not.toContain("budget-never-satisfied");
  });

  it("says nothing of what is suppressed, of policies that do not run, or with --quiet", () => {
    const both = `${STUCK.replace("{ kured:", "{ coreos: { preset: coreos-locksmith }, kured:")}`;
    const path = file("both.yaml", scenarioText(both));
    for (const args of [
      [meant, ...quick],
      [path, "--policy", "coreos", ...quick],
      [stuck, "--quiet", ...quick],
    ]) {
      expect(shakedown("run", ...args).stderr).not.toContain("warning:");
    }
  });
});

describe("explain", () => {
  it("says of a warning why it cannot work and how to mend it", () => {
    const { stdout } = shakedown("explain", "budget-never-satisfied");
    expect(stdout).toContain("budget-never-satisfied (warning)");
    expect(stdout).toContain("minAvailable: 100%");
  });
});
