import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shakedown, smoke } from "./shakedown.js";

/** `shakedown chaos` as a user runs it. */

const root = join(import.meta.dirname, "../..");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shakedown-chaos-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A policy that gets lost as soon as a host reports a failure. */
const broken = `import { definePart, definePolicy, NEVER } from "shakedown";
import { z } from "zod";
const part = definePart({ role: "offer", name: "odd", doc: "Odd.", config: z.strictObject({}), start: () => ({}),
  decide(view, memory) {
    const commands = [];
    for (const [release, { publishedAt, failures, stages }] of view.releases.entries())
      for (const [group, { channel }] of view.groups.entries()) {
        if (failures > 0) throw new Error("what now?");
        if (publishedAt[channel] === view.now)
          commands.push({ kind: "offer", group, release, schedule: [[view.now, 1]], rank: "host" },
            { kind: "watch", release, failures: 1, troubles: 1e9 });
      }
    return { memory, commands, wakeAt: NEVER };
  } });
export default definePolicy({ name: "lost", offer: { part } });`;

describe("shakedown chaos", () => {
  it("finds nothing on a healthy policy, and says what it has seen", () => {
    const { status, stdout } = shakedown(folder, [
      "chaos",
      smoke,
      "--policy",
      "in-place",
      "--runs",
      "150",
    ]);
    expect(stdout).toContain("nothing new found");
    expect(stdout).toContain("seen: ");
    expect(status).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("finds what breaks a policy of one's own, and the line it prints shows it again", () => {
    writeFileSync(join(folder, "lost.mjs"), broken);
    const args = ["chaos", smoke, "--policy", "./lost.mjs", "--runs", "150", "--found", "kept"];
    const { status, stdout } = shakedown(folder, args);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "policy-obeys-the-rules does not hold: the policy throws: its offer part odd: what now?",
    );
    const line = /reproduce: shakedown (.*)/.exec(stdout)![1]!;
    const again = shakedown(folder, line.split(" "));
    expect(again.status).toBe(1);
    expect(again.stdout + again.stderr).toContain("what now?");
  });

  it("breaks what a preset does not promise when it is asked to, and keeps it for the next search", () => {
    const args = ["chaos", smoke, "--policy", "two-slots", "--runs", "130", "--found", "more"];
    const asking = [...args, "--invariants", "no-endless-reinstall"];
    const first = shakedown(folder, asking);
    expect(first.status).toBe(1);
    const line = /reproduce: shakedown (.*)/.exec(first.stdout)![1]!;
    expect(shakedown(folder, line.split(" ")).status).toBe(1);
    const second = shakedown(folder, asking);
    expect(second.stdout).toContain("reproduced: more/no-endless-reinstall-");
    expect(second.stdout).toContain("persisting: no-endless-reinstall/host");
    expect(second.status).toBe(0);
  });

  it("writes a finding as a test that fails as long as it is there", () => {
    const args = ["chaos", smoke, "--policy", "two-slots", "--runs", "130", "--found", "tests"];
    shakedown(folder, [...args, "--invariants", "no-endless-reinstall", "--emit-test"]);
    const written = readdirSync(join(folder, "tests")).filter((name) => name.endsWith(".test.ts"));
    expect(written).toHaveLength(1);
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/shakedown"));
    symlinkSync(join(root, "node_modules/vitest"), join(folder, "node_modules/vitest"));
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const { status, stdout } = spawnSync(process.execPath, [vitest, "run"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", VITEST: "", VITEST_WORKER_ID: "", VITEST_POOL_ID: "" },
    });
    expect(stdout).toContain("keeps no-endless-reinstall under two-slots");
    expect(status).toBe(1);
  });

  it("drives a metric up with as few faults as most of it takes", () => {
    const args = ["chaos", smoke, "--policy", "two-slots", "--runs", "130"];
    const { status, stdout } = shakedown(folder, [...args, "--adversary", "container-downtime"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/container-downtime without faults [\d,.]+, at worst [\d,.]+/);
  });

  it.each([
    [["--invariants", "no-endless-instal"], 'did you mean "no-endless-reinstall"?'],
    [["--adversary", "container-downtim"], 'did you mean "container-downtime"?'],
    [["--policy", "two-slot"], 'did you mean "two-slots"?'],
    [["--runs", "0"], "--runs"],
  ])("refuses %j with one clear line", (more, hint) => {
    const { status, stderr } = shakedown(folder, ["chaos", smoke, ...more]);
    expect(status).toBe(2);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain("    at ");
  });
});
