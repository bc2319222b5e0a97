import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutProgress } from "./shakedown.js";

/** The command as a user runs it: the compiled one, in a process of its own. `npm test` builds it first. */

const main = join(import.meta.dirname, "../../dist/cli/main.js");
const smoke = join(import.meta.dirname, "../../scenarios/smoke.yaml");
let folder = "";

beforeAll(() => {
  expect(existsSync(main), "the command is built by the set-up of npm test").toBe(true);
  folder = mkdtempSync(join(tmpdir(), "shakedown-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function shakedown(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e9,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr: withoutProgress(stderr) };
}

function scenarioWith(name: string, change: (text: string) => string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, change(readFileSync(smoke, "utf8")));
  return file;
}

describe("shakedown run", () => {
  it("prints a table that fits a terminal and writes the report", () => {
    const { status, stdout, stderr } = shakedown("run", smoke, "--replications", "3");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const policy of ["two-slots", "in-place", "new-instances"])
      expect(stdout).toContain(policy);
    expect(stdout).toContain("±");
    for (const file of ["report.html", "report.md", "summary.json"]) {
      expect(existsSync(join(folder, "reports/smoke", file)), file).toBe(true);
    }
  });

  it("writes the same bytes again, whatever the number of workers", () => {
    const summaries = ["1", "2", "2"].map((workers, run) => {
      const out = `out-${run}`;
      const { status } = shakedown(
        "run",
        smoke,
        // Enough of them that the threads get to work: a short run needs none.
        "--replications",
        "60",
        "--workers",
        workers,
        "--out",
        out,
        "--quiet",
      );
      expect(status).toBe(0);
      return readFileSync(join(folder, out, "summary.json"), "utf8");
    });
    expect(summaries[1]).toBe(summaries[0]);
    expect(summaries[2]).toBe(summaries[0]);
  });

  it("prints JSON and nothing else when it is asked to", () => {
    const { stdout } = shakedown("run", smoke, "--replications", "2", "--json", "--no-report");
    expect(Object.keys(JSON.parse(stdout) as object)).toContain("policies");
  });

  it("exits 1 when an expectation is not met", () => {
    const file = scenarioWith("strict", (text) => text.replace("min: 99.5%", "min: 99.9999%"));
    const { status, stdout } = shakedown("run", file, "--replications", "2", "--no-report");
    expect(status).toBe(1);
    expect(stdout).toContain("availability");
  });

  it("finds nothing that differs between two runs", () => {
    expect(
      shakedown("run", smoke, "--replications", "2", "--verify", "--no-report", "--quiet").status,
    ).toBe(0);
  });

  it("finds out before simulating that the folder cannot be written", () => {
    writeFileSync(join(folder, "taken"), "");
    const { status, stderr } = shakedown("run", smoke, "--out", "taken/report");
    expect(status).toBe(2);
    expect(stderr).toContain("taken/report");
    expect(stderr).not.toContain("    at ");
  });

  it("names the nearest policy when one is misspelt", () => {
    const { status, stderr } = shakedown("run", smoke, "--policy", "two-slot");
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean "two-slots"?');
  });

  it("refuses an option that is no number, in one line", () => {
    const { status, stderr } = shakedown("run", smoke, "--replications", "many");
    expect(status).toBe(2);
    expect(stderr).toContain("--replications: expected a whole number");
    expect(stderr).not.toContain("    at ");
  });
});

describe("shakedown check", () => {
  it("says that a right scenario is right", () => {
    expect(shakedown("check", smoke)).toMatchObject({ status: 0, stderr: "" });
  });

  it("lists every problem with file, line and column, and exits 2 without a stack trace", () => {
    const file = scenarioWith("wrong", (text) =>
      text.replace("hosts: 20", "hostz: 20").replace("horizon: 14d", "horizon: 14 parsecs"),
    );
    const { status, stderr } = shakedown("check", file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:\d+:\d+ /);
    expect(stderr).toContain("hostz");
    expect(stderr).toContain('did you mean "hosts"?');
    expect(stderr).toContain("14 parsecs");
    expect(stderr).not.toContain("    at ");
  });

  it("refuses a file that is not there, or not text", () => {
    expect(shakedown("check", "nowhere.yaml").status).toBe(2);
    writeFileSync(join(folder, "binary.yaml"), Buffer.from([0, 255, 1, 2]));
    const { status, stderr } = shakedown("check", "binary.yaml");
    expect(status).toBe(2);
    expect(stderr).not.toContain("    at ");
  });
});

describe("shakedown replay", () => {
  it("tells the timeline of one host, in order", () => {
    const { status, stdout } = shakedown("replay", smoke, "--host", "3");
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => line.includes("host 3 "))).toBe(true);
  });

  it("keeps to the time it is given", () => {
    const { stdout } = shakedown("replay", smoke, "--from", "2d", "--until", "3d", "--json");
    const times = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { time: number }).time);
    expect(times.length).toBeGreaterThan(0);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(2 * 86_400_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(3 * 86_400_000);
  });

  it("ends quietly when its reader has seen enough", () => {
    const command = `"${process.execPath}" "${main}" replay "${smoke}" --containers | head -n 2`;
    const out = execFileSync("sh", ["-c", command], { encoding: "utf8" });
    expect(out.trimEnd().split("\n")).toHaveLength(2);
  });
});

describe("shakedown list", () => {
  it.each(["policies", "faults", "metrics", "scenarios"])("knows the %s", (what) => {
    const { status, stdout } = shakedown("list", what);
    expect(status).toBe(0);
    expect(stdout.split("\n").length).toBeGreaterThan(5);
  });

  it("names the nearest list when one is misspelt", () => {
    const { status, stderr } = shakedown("list", "polices");
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean "policies"?');
  });
});

it("refuses a command that does not exist, naming the nearest", () => {
  const { status, stderr } = shakedown("rum", smoke);
  expect(status).toBe(2);
  expect(stderr).toContain("run");
});
