import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The example project of docs/, run as its users run it: against the built package, in a process of its own. */

const root = join(import.meta.dirname, "../..");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shakedown-example-"));
  cpSync(join(root, "docs/examples/ci-project"), folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/shakedown"));
  for (const name of ["vitest", "fast-check"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function test(...args: string[]) {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", VITEST: "", VITEST_WORKER_ID: "", VITEST_POOL_ID: "" },
  });
  return { status, output: stdout + stderr };
}

describe("the example project", () => {
  it("passes as it is", () => {
    const { status, output } = test();
    expect(output).toContain("8 passed");
    expect(status).toBe(0);
  });

  it("fails with the smallest case once its policy is made worse, and the line it prints shows that again", () => {
    const file = join(folder, "scenarios/fleet.yaml");
    const worse = readFileSync(file, "utf8").replace(
      "preset: canary-waves",
      "preset: flatcar-nebraska",
    );
    writeFileSync(file, worse);
    const { status, output } = test("test/policy.test.ts", "-t", "few hosts");
    expect(status).toBe(1);
    expect(output).toContain("expected ours to keep exposure ≤ 30");
    expect(output).toContain("apiVersion: shakedown/v1");
    const line = /Reproduce: shakedown (.*)/.exec(output)![1]!;
    const again = spawnSync(
      process.execPath,
      [join(root, "dist/cli/main.js"), ...line.split(" ")],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect(again.status).toBe(0);
    expect(again.stdout).toContain("1.2.0");
  });
});
