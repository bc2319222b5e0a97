import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { TuneAnswer } from "../../src/experiment/tune/answer.js";
import { shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-tune-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Hosts that all reboot once: as few reboots as there are hosts, so that the best is known. */
function scenario(tune: string): string {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: tuned
seed: 1
horizon: 4h
fleet: { groups: [{ name: web, hosts: 4, agent: { kind: poll, first: 1m, period: 5m } }] }
releases: [{ version: 1.1.0, payload: 1MB, channels: { stable: 1h } }]
policies: { all: { description: Everybody at once., reboot: { kind: semaphore, max: 4 } } }
${tune}
`,
  );
  return path;
}

const asked = (rest = "", knob = "fleet.groups[web].hosts", objective = "reboots"): string =>
  scenario(`tune:
  knobs:
    - { vary: "${knob}", from: 2, to: 5 }
    - { vary: "policies[all].reboot.max", values: [1, 2, 4] }
  objectives: [{ metric: ${objective}, goal: min }, { metric: vulnerable-time }]
  indifference: 0.5
  replications: { first: 5, budget: 200, final: 20 }
${rest}`);

const answerOf = (file: string, ...args: string[]): TuneAnswer =>
  JSON.parse(
    shakedown(folder, ["tune", file, "--json", "--no-report", ...args]).stdout,
  ) as TuneAnswer;

describe("shakedown tune", () => {
  it("finds the best values, says what others cost, and writes the report", () => {
    const out = join(folder, "out");
    const { status, stdout, stderr } = shakedown(folder, ["tune", asked(), "--out", out]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("Recommended: fleet.groups[web].hosts = 2");
    expect(stdout).toContain("fleet.groups[web].hosts = 5 instead of 2 costs 3 ± 0 reboots");
    expect(stdout).toContain("no significant difference in reboots");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "fleet.groups[web].hosts is at the smallest value that was allowed",
    );
    expect(readFileSync(join(out, "charts/front.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(join(out, "tune.md"), "utf8")).toContain("## What it costs to deviate");
    expect(readFileSync(join(out, "tune.html"), "utf8")).toContain("data:image/png;base64,");
    const answer = JSON.parse(readFileSync(join(out, "tune.json"), "utf8")) as TuneAnswer;
    expect(answer.points.length).toBe(12);
    expect(answer.best!.levels[0]).toBe(2);
    expect(answer.deviations.length).toBe(5);
  });

  it("keeps a chance constraint, with its interval", () => {
    const file = asked("  require: [{ holds: [{ metric: reboots, min: 4 }], in: 80% }]");
    const { best } = answerOf(file);
    expect(best).toMatchObject({ standing: "holds", kept: [{ value: 1, high: 1 }] });
    expect(best!.levels[0]).toBe(4);
  });

  it("says that nothing keeps what is impossible, and what comes nearest", () => {
    const file = asked("  require: [{ holds: [{ metric: reboots, max: 0 }], in: 90% }]");
    const { status, stdout, stderr } = shakedown(folder, ["tune", file, "--no-report"]);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      "Nothing is recommended. No combination keeps what is required: all 12 break it significantly",
    );
    expect(stderr).toContain("Nearest:");
    expect(answerOf(file).best).toBeNull();
  });

  it("does not depend on the number of workers, and does on the seed", () => {
    const file = asked();
    const one = answerOf(file, "--workers", "1");
    expect(answerOf(file, "--workers", "2")).toEqual(one);
    expect(answerOf(file, "--seed", "other").seed).toBe("other");
  });

  it("prints and writes nothing where it is asked to", () => {
    const out = join(folder, "none");
    const args = ["tune", asked(), "--quiet", "--no-report", "--out", out];
    expect(shakedown(folder, args)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(existsSync(out)).toBe(false);
  });
});

describe("knobs that cannot be tuned", () => {
  const refused = (file: string): string => {
    const { status, stderr } = shakedown(folder, ["tune", file, "--no-report"]);
    expect(status).toBe(2);
    expect(stderr).not.toContain("    at ");
    return stderr;
  };

  it("are refused with their place, and with what was probably meant", () => {
    expect(refused(scenario(""))).toContain("expected knobs to tune, got none");
    const knob = refused(asked("", "fleet.groups[web].host"));
    expect(knob).toMatch(/s\.yaml:\d+:\d+ tune\.knobs/);
    expect(knob).toContain("hosts");
    expect(refused(asked("", undefined, "reboot"))).toContain("reboots");
    expect(refused(asked("  policy: al"))).toContain("expected a policy (all)");
    expect(refused(asked("  require: [{ holds: [{ metric: reboots }], in: 90% }]"))).toContain(
      "expected min or max",
    );
  });

  it("are refused where the budget cannot do", () => {
    const file = scenario(
      "tune: { knobs: [{ vary: people.crews, from: 1, to: 90 }], objectives: [{ metric: reboots, goal: min }], indifference: 1, replications: { budget: 100 } }",
    );
    expect(refused(file)).toContain("expected at least 1440 replications for 90 points");
  });
});
