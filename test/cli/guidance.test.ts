import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { metricOutputs } from "../../src/metrics/index.js";
import { presets } from "../../src/policies/index.js";
import { scenarioText, troubles, usualAnswers } from "../../src/cli/scenario-template.js";
import { readSource } from "../../src/scenario/load.js";
import { buildModel } from "../../src/simulation/build-model.js";
import { findWarnings } from "../../src/warnings/find-warnings.js";
import { shakedown, smoke } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-guidance-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("an error in a scenario", () => {
  it("shows its line with a caret under what is meant", () => {
    writeFileSync(
      join(folder, "wrong.yaml"),
      "apiVersion: shakedown/v1\nfleet: { groups: [{ hosts: -1 }] }\n",
    );
    const lines = shakedown(folder, ["check", "wrong.yaml"]).stderr.split("\n");
    const at = lines.findIndex((line) => line.includes("fleet.groups.0.hosts"));
    expect(lines[at + 1]).toBe("  2 | fleet: { groups: [{ hosts: -1 }] }");
    expect(lines[at + 2]!.indexOf("^")).toBe(lines[at + 1]!.indexOf("-1"));
  });

  it("shows the part of a long line that is meant, and nothing that steers a terminal", () => {
    const long = `{ apiVersion: "shakedown/v1", name: "${"x\u001b[31m".repeat(2_000)}", nonsense: 1 }`;
    writeFileSync(join(folder, "long.yaml"), long);
    const { status, stderr } = shakedown(folder, ["check", "long.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("^");
    expect(stderr).not.toContain("\u001b");
    for (const line of stderr.split("\n").filter((one) => one.includes(" | "))) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});

describe("shakedown explain", () => {
  it("explains every metric and every policy, the figures with their sources", () => {
    for (const name of [metricOutputs[0]!.name, "broken-bridge", "linear-ramp", presets[0]!.name]) {
      const { status, stdout } = shakedown(folder, ["explain", name]);
      expect(status, name).toBe(0);
      expect(stdout).toContain(name);
      for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    }
    expect(shakedown(folder, ["explain", "kured"]).stdout).toContain("--period 1h");
  });

  it("names the nearest when one is misspelt", () => {
    const { status, stderr } = shakedown(folder, ["explain", "kurred"]);
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean "kured"?');
  });
});

describe("shakedown init", () => {
  it("writes a scenario that is right and runs, asking nothing where nobody is there", () => {
    expect(shakedown(folder, ["init", "mine.yaml"]).status).toBe(0);
    const { status, stdout } = shakedown(folder, [
      "run",
      "mine.yaml",
      "--replications",
      "2",
      "--no-report",
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain("coreos-locksmith");
  });

  it.each(troubles)("writes one with the trouble %s and every preset", (trouble) => {
    const names = presets.map(({ name }) => name);
    const args = [
      "init",
      "scenario",
      `${trouble}.yaml`,
      "--trouble",
      trouble,
      "--policy",
      ...names,
    ];
    expect(shakedown(folder, args)).toMatchObject({ status: 0, stderr: "" });
    expect(shakedown(folder, ["check", `${trouble}.yaml`]).status).toBe(0);
  });

  it.each(troubles)("promises with the trouble %s nothing that cannot happen", (trouble) => {
    const text = scenarioText({ ...usualAnswers, trouble });
    const source = readSource(text, "mine.yaml");
    expect(findWarnings(source)).toEqual([]);
    const { publications } = buildModel(source.scenario, "coreos-locksmith", 0);
    const fixed = publications.filter(({ kind, release }) => kind === "published" && release === 1);
    expect(fixed).toHaveLength(trouble === "none" ? 0 : 1);
  });

  it("overwrites no file unless it is told to", () => {
    writeFileSync(join(folder, "thesis.yaml"), "years of work");
    expect(shakedown(folder, ["init", "thesis.yaml"]).status).toBe(2);
    expect(readFileSync(join(folder, "thesis.yaml"), "utf8")).toBe("years of work");
  });
});

it("says what this installation can do, and that a run repeats itself", () => {
  const { status, stdout } = shakedown(folder, ["doctor"]);
  expect(status).toBe(0);
  expect(stdout).toContain("a run repeats itself");
});

describe("completions", () => {
  it.each([["bash", ["-n"]] as const])("are a script that %s reads", (shell, check) => {
    const { stdout } = shakedown(folder, ["complete", shell]);
    expect(stdout).toContain("shakedown");
    expect(spawnSync(shell, check, { input: stdout }).status).toBe(0);
  });

  it("know commands, options and names", () => {
    const complete = (...words: string[]) => shakedown(folder, ["complete", "--", ...words]).stdout;
    expect(complete("ex")).toContain("explain");
    expect(complete("run", "--re")).toContain("--replications");
    expect(complete("explain", "ku")).toContain("kured");
  });
});

it.each(["run", "report", "diff", "check", "list", "explain", "replay", "init", "doctor"])(
  "gives an example of %s in its help",
  (command) => {
    const { status, stdout } = shakedown(folder, [command, "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  shakedown ${command}`));
  },
);

it("names the nearest option when one is misspelt", () => {
  const { status, stderr } = shakedown(folder, ["run", smoke, "--replicatons", "3"]);
  expect(status).toBe(2);
  expect(stderr).toContain("--replications");
});
