import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { PlanAnswer } from "../../src/experiment/plan/answer.js";
import { linesIn, main, shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said on stderr, but for how far it is, which a slow machine prints every ten seconds. */
const told = (stderr: string): string => stderr.replaceAll(/^.* replications, seed .*\n/gm, "");

/** A fleet whose hosts panic with a chance of one fifth, and nobody comes: how many hosts keep room for 4 containers? */
function question(plan: string): string {
  const path = join(folder, "s.yaml");
  writeFileSync(
    path,
    `apiVersion: shakedown/v1
name: question
seed: 1
horizon: 2h
fleet: { groups: [{ name: web, hosts: 9, capacity: 1, mechanism: { kind: in-place, panicReboot: never }, agent: { kind: poll, first: 1m, period: 5m } }] }
services: [{ name: api, group: web, replicas: 4, start: 3s }]
releases:
  - version: 1.1.0
    payload: 1MB
    channels: { stable: 1h }
    defects: [{ name: panic, kind: kernel-panic, per: host, probability: 20% }]
people: { notice: 2d }
policies: { all: { description: Everybody at once., reboot: { kind: immediate } } }
${plan}
`,
  );
  return path;
}

const asked = (require: string, range = "from: 0, to: 9"): string =>
  question(`plan: { find: smallest, vary: spare, ${range}, require: ${require} }`);
const ROOM = "{ holds: [{ metric: container-downtime.no-room, max: 0 }], in: 80% }";

describe("shakedown plan", () => {
  it("answers, says how sure it is, asks a second seed, and writes the report", () => {
    const out = join(folder, "out");
    const { status, stdout, stderr } = shakedown(folder, ["plan", asked(ROOM), "--out", out]);
    expect(told(stderr)).toBe("");
    expect(status).toBe(0);
    // With s spare hosts room is short where more than s of 4 + s panic: 26.3 % for s = 1, 9.9 % for s = 2.
    expect(stdout).toMatch(
      /^The smallest spare\[web\] in 0\.\.9 with no container-downtime\.no-room/,
    );
    expect(stdout).toMatch(/right with a probability of (at least|about) \d+/);
    expect(stdout).toContain("A second seed, 1-2, gives the same answer.");
    expect(readFileSync(join(out, "charts/trade.png")).subarray(1, 4).toString()).toBe("PNG");
    const page = readFileSync(join(out, "plan.html"), "utf8");
    expect(page).toContain("data:image/png;base64,");
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    expect(readFileSync(join(out, "plan.md"), "utf8")).toContain("![What spare[web] buys]");
    const answer = JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as {
      agree: boolean;
      first: { answer: number; probability: number };
    };
    expect(answer.agree).toBe(true);
    expect(answer.first.answer).toBe(2);
  });

  it("gives the same bytes whatever the number of workers", () => {
    const file = asked(ROOM, "from: 3, to: 4");
    const run = (workers: string) =>
      shakedown(folder, ["plan", file, "--json", "--no-report", "--workers", workers]).stdout;
    const first = run("1");
    expect(JSON.parse(first)).toMatchObject({ knob: "spare[web]", candidates: 2 });
    expect(run("2")).toBe(first);
  });

  it("says in a sentence that nothing meets the requirement, and what comes nearest", () => {
    const file = asked("{ metric: reboots, max: 1 }", "from: 0, to: 5");
    const { status, stderr, stdout } = shakedown(folder, ["plan", file, "--no-report"]);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(told(stderr)).toMatch(
      /^No spare\[web\] in 0\.\.5 meets the requirement of a mean reboots at most 1 reboots\s+under all; the best is 0: mean 4 reboots/,
    );
  });

  it("keeps what it knows at Ctrl-C, and goes on to the same answer as one that was not stopped", async () => {
    // A close call, which takes all the replications it may have.
    const file = question(
      "plan: { find: smallest, vary: spare, from: 0, to: 5, require: { holds: [{ metric: container-downtime.no-room, max: 0 }], in: 84% }, replications: { max: 900 } }",
    );
    const out = join(folder, "stopped");
    const args = ["plan", file, "--workers", "1", "--quiet", "--out", out];
    const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: "ignore" });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const journal = join(out, "plan.jsonl");
    await linesIn(journal, 30);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    const read = () => JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as PlanAnswer;
    const partial = read();
    expect(partial).toMatchObject({ isComplete: false, agree: null });
    expect(partial.first.points.length).toBeGreaterThan(0);
    const words = readFileSync(join(out, "plan.md"), "utf8");
    expect(words).toMatch(/Stopped before there was an answer|before a second seed had its answer/);
    const kept = readFileSync(journal, "utf8").split("\n").length - 2;
    expect(kept).toBeGreaterThan(0);
    appendFileSync(journal, '{"of":"');
    const resumed = shakedown(folder, [...args, "--resume"]);
    expect(resumed).toMatchObject({ status: 0, stdout: "" });
    expect(existsSync(journal)).toBe(false);
    const whole = join(folder, "whole");
    shakedown(folder, [...args.slice(0, -1), whole]);
    expect(readFileSync(join(out, "plan.json"), "utf8")).toBe(
      readFileSync(join(whole, "plan.json"), "utf8"),
    );
    expect(read().isComplete).toBe(true);
  });

  it("goes on with nothing where there is nothing to go on with, and with nothing of another question", () => {
    const file = asked(ROOM);
    const bare = shakedown(folder, ["plan", file, "--no-report", "--resume"]);
    expect(bare.status).toBe(2);
    expect(bare.stderr).toContain("--resume: expected a folder to go on from");
    const out = join(folder, "other");
    mkdirSync(out);
    const head = { schema: "shakedown.plan/v1", version: "0", hash: "other", seed: "1" };
    writeFileSync(join(out, "plan.jsonl"), `${JSON.stringify(head)}\n`);
    const other = shakedown(folder, ["plan", file, "--out", out, "--resume"]);
    expect(other.status).toBe(2);
    expect(other.stderr).toContain("run without --resume");
  });

  it("refuses a scenario that asks nothing, and a knob that is not there", () => {
    const nothing = shakedown(folder, ["plan", question("")]);
    expect(nothing.status).toBe(2);
    expect(nothing.stderr).toContain("expected a plan, got none");
    const file = question(
      "plan: { find: smallest, vary: people.crew, from: 1, to: 9, require: { metric: repairs, max: 1 } }",
    );
    const unknown = shakedown(folder, ["plan", file]);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('got "crew"; did you mean "crews"?');
    expect(unknown.stderr).not.toContain("    at ");
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });
});
