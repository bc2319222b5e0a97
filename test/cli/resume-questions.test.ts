import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main, shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-resume-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Work enough for a journal: nothing is kept of what takes less than two seconds. */
const QUESTIONS = {
  tune: `tune:
  knobs: [{ vary: "policies[all].reboot.max", values: [1, 2, 3, 4] }]
  objectives: [{ metric: host-downtime }]
  indifference: 1
  replications: { first: 40, budget: 1200, final: 300 }`,
  sweep: `sweep:
  factors: [{ vary: "policies[all].reboot.max", values: [1, 2, 3, 4] }]
  metrics: [host-downtime, patch-latency.t90]
  replications: 400`,
} as const;

describe.each(Object.entries(QUESTIONS))("shakedown %s", (command, question) => {
  const file = join(folder, `${command}.yaml`);
  writeFileSync(
    file,
    `apiVersion: shakedown/v1
name: resumed
seed: 1
horizon: 3d
fleet: { groups: [{ name: web, hosts: 60 }] }
releases: [{ version: 1.1.0, payload: 100MB, channels: { stable: 1h } }]
faults: [{ kind: host-crash, rate: { per: host, every: 20d } }]
policies: { all: { reboot: { kind: semaphore, max: 1 } } }
${question}
`,
  );
  const argsFor = (out: string) => [command, file, "--workers", "1", "--quiet", "--out", out];

  it("goes on after Ctrl-C to the answer of one that was not stopped", async () => {
    const out = join(folder, `${command}-stopped`);
    const child = spawn(process.execPath, [main, ...argsFor(out)], { cwd: folder });
    let told = "";
    child.stderr.on("data", (text: Buffer) => (told += text.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const journal = join(out, `${command}.jsonl`);
    while (!existsSync(journal)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(told).toContain("the same command with --resume goes on from here");
    const kept = readFileSync(journal, "utf8").split("\n").length - 2;
    expect(kept).toBeGreaterThan(0);
    expect(existsSync(join(out, `${command}.json`))).toBe(false);
    const resumed = shakedown(folder, [...argsFor(out), "--resume"]);
    expect(resumed).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(existsSync(journal)).toBe(false);
    const whole = join(folder, `${command}-whole`);
    expect(shakedown(folder, argsFor(whole)).status).toBe(0);
    for (const name of [`${command}.json`, `${command}.csv`]) {
      expect(readFileSync(join(out, name), "utf8")).toBe(readFileSync(join(whole, name), "utf8"));
    }
  }, 120_000);

  it("goes on with nothing of another seed, and needs a folder", () => {
    const out = join(folder, `${command}-other`);
    const head = { schema: `shakedown.${command}/v1`, version: "0", hash: "other", seed: "1" };
    leaveJournal(out, `${command}.jsonl`, JSON.stringify(head));
    const other = shakedown(folder, [...argsFor(out), "--resume"]);
    expect(other.status).toBe(2);
    expect(other.stderr).toContain("run without --resume");
    const bare = shakedown(folder, [command, file, "--no-report", "--resume"]);
    expect(bare.status).toBe(2);
    expect(bare.stderr).toContain("--resume: expected a folder to go on from");
  });
});

function leaveJournal(out: string, name: string, line: string): void {
  mkdirSync(out);
  writeFileSync(join(out, name), `${line}\n`);
}
