import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComparisonDiff } from "../../src/experiment/diff.js";
import { shakedown, smoke } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));

function make(name: string, file: string, ...more: string[]): void {
  const args = ["run", file, "--replications", "12", "--out", name, "--quiet", ...more];
  expect(shakedown(folder, args).status).toBeLessThanOrEqual(1);
}

beforeAll(() => {
  const text = readFileSync(smoke, "utf8");
  const write = (name: string, from: string, to: string) =>
    writeFileSync(join(folder, name), text.replace(from, to));
  write("strict.yaml", "min: 99.5%", "min: 99.9999%");
  write(
    "careless.yaml",
    "two-slots: { preset: coreos-locksmith }",
    "two-slots: { preset: ubuntu-unattended, reboot: { kind: immediate } }",
  );
  write(
    "frozen.yaml",
    "two-slots: { preset: coreos-locksmith }",
    "two-slots: { preset: coreos-locksmith, offer: { kind: canary-waves, waves: [5%, 100%], soak: 90d } }",
  );
  make("base", smoke);
  make("frozen", "frozen.yaml");
  make("strict", "strict.yaml");
  make("careless", "careless.yaml");
  make("other-seed", smoke, "--seed", "another");
}, 240_000);

function diffOf(before: string, after: string): ComparisonDiff {
  return JSON.parse(shakedown(folder, ["diff", before, after, "--json"]).stdout) as ComparisonDiff;
}

describe("shakedown diff", () => {
  it("finds nothing between a report and itself", () => {
    const { paired, moved, findings } = diffOf("base", "base");
    expect({ paired, moved, findings }).toEqual({ paired: true, moved: [], findings: [] });
    expect(shakedown(folder, ["diff", "base", "base", "--fail-on", "moved"]).status).toBe(0);
  });

  it("calls nothing significant that only another seed moves, and does not pair the two", () => {
    const { paired, moved } = diffOf("base", "other-seed");
    expect({ paired, moved }).toEqual({ paired: false, moved: [] });
  });

  it("pairs a change of a policy with what was before, and says what it made worse", () => {
    const { paired, moved, compared, confidence } = diffOf("base", "careless");
    expect(paired).toBe(true);
    expect(new Set(moved.map(({ policy }) => policy))).toEqual(new Set(["two-slots"]));
    expect(moved.find(({ metric }) => metric === "vulnerable-time")).toMatchObject({ n: 12 });
    for (const { before, after, change, halfWidth } of moved) {
      expect(change).toBeCloseTo(after - before, 6);
      expect(Math.abs(change)).toBeGreaterThan(halfWidth);
    }
    expect(confidence).toBeCloseTo(1 - 0.05 / compared, 12);
    expect(moved.some(({ direction }) => direction === "worse")).toBe(true);
    expect(shakedown(folder, ["diff", "base", "careless", "--fail-on", "worse"]).status).toBe(1);
    const { stdout } = shakedown(folder, ["diff", "base", "careless"]);
    expect(stdout).toContain("- worse  two-slots:");
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it("tells new findings from resolved ones, and fails on new ones when it is asked to", () => {
    expect(diffOf("base", "strict").findings).toMatchObject([
      { state: "new", kind: "expectation" },
    ]);
    expect(diffOf("strict", "base").findings).toMatchObject([{ state: "resolved" }]);
    expect(diffOf("strict", "strict").findings).toMatchObject([{ state: "persisting" }]);
    expect(shakedown(folder, ["diff", "base", "strict"]).status).toBe(0);
    expect(shakedown(folder, ["diff", "base", "strict", "--fail-on", "new"]).status).toBe(1);
    expect(shakedown(folder, ["diff", "strict", "base", "--fail-on", "worse"]).status).toBe(0);
  });

  it("finds a policy that no longer finishes, whatever it saves, and says which verdict that makes", () => {
    const { findings, moved, verdict } = diffOf("base", "frozen");
    expect(findings).toMatchObject([
      {
        state: "new",
        kind: "completion",
        text: "two-slots does not finish its rollouts",
        found: expect.stringMatching(/^\d+(\.\d)? % of hosts updated$/) as string,
      },
      {
        state: "new",
        kind: "constraint",
        text: "two-slots misses the constraint patched-within{sla=3d} at least 0.95",
      },
    ]);
    const better = moved.filter(({ direction }) => direction === "better");
    expect(better.length).toBeGreaterThan(0);
    expect(better.every(({ isUnfinished }) => isUnfinished)).toBe(true);
    const late = moved.find(({ metric }) => metric === "patch-latency.t90");
    expect(late).toMatchObject({ direction: "worse", notReached: { before: 0, after: 12 } });
    expect(verdict.before.objective).toEqual({ metric: "container-downtime", goal: "min" });
    expect(verdict.after.leaders).not.toContain("two-slots");
    const { stdout, status } = shakedown(folder, ["diff", "base", "frozen", "--fail-on", "new"]);
    expect(status).toBe(1);
    expect(stdout).toContain("but it does not finish");
    expect(stdout).toContain("not reached in 0 → 12 replications");
    expect(stdout).toMatch(/^Verdict (as before|after)/m);
    expect(stdout).toContain("    found: ");
  });
});
