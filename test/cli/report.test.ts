import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shakedown, smoke } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-report-"));
const made = join(folder, "made");
beforeAll(() => {
  const run = ["run", smoke, "--replications", "3", "--halts", "--out", made];
  expect(shakedown(folder, run).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly policy: string;
  readonly harmed: number;
  readonly latest: readonly number[];
  readonly halts: readonly { readonly bad: number }[];
}

let copies = 0;
function copy(): string {
  const path = join(folder, `copy-${copies++}`);
  cpSync(made, path, { recursive: true });
  return path;
}

describe("shakedown report", () => {
  it("writes the same bytes again without the scenario", () => {
    const again = join(folder, "again");
    const { status, stdout } = shakedown(folder, ["report", made, "--out", again]);
    expect(status).toBe(0);
    expect(stdout).toContain("two-slots");
    for (const file of ["report.html", "report.md", "manifest.json", "results.parquet"]) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(made, file))), file).toBe(
        true,
      );
    }
  });

  it("says until when a halt of the bad release would have helped, where that was asked for", () => {
    const read = (file: string) => readFileSync(join(made, file), "utf8");
    const { policies } = JSON.parse(read("summary.json")) as {
      policies: { noReturn: Answer }[];
    };
    const answers = policies.map(({ noReturn }) => noReturn);
    expect(answers.map(({ policy }) => policy)).toEqual(["two-slots", "in-place", "new-instances"]);
    const harmed = answers.filter((one) => one.harmed > 0);
    expect(harmed.length).toBeGreaterThan(0);
    for (const { policy, halts, harmed: of, latest } of harmed) {
      expect(halts[0]!.bad, policy).toBe(0);
      expect(latest, policy).toHaveLength(of);
      expect(read("report.md")).toMatch(new RegExp(`averts a bad end.*${policy} until \\d`));
    }
    expect(read("report.html")).toContain('data-chart="no-return"');
    expect(readFileSync(join(made, "charts/no-return.png")).length).toBeGreaterThan(1000);
  });

  it("refuses to look for a halt where no release is bad", () => {
    const healthy = join(folder, "healthy.yaml");
    const text = readFileSync(smoke, "utf8");
    const without = text.replaceAll(/^ +defects:[^\n]*\n(?: +-[^\n]*\n)*/gm, "");
    expect(without).not.toContain("defects:");
    writeFileSync(healthy, without);
    const { status, stderr } = shakedown(folder, ["run", healthy, "--halts", "--no-report"]);
    expect(status).toBe(2);
    expect(stderr).toContain("--halts: expected a scenario with a release that has a defect");
  });

  it.each<[string, (path: string) => void, string]>([
    ["that does not exist", (path) => rmSync(path, { recursive: true }), "there is none"],
    ["without a manifest", (path) => rmSync(join(path, "manifest.json")), "half-written"],
    [
      "of which a figure was changed",
      (path) =>
        change(join(path, "summary.json"), (text) => text.replace(/"mean": \d/, '"mean": 9')),
      "changed since",
    ],
    [
      "that was cut short",
      (path) => change(join(path, "summary.json"), (text) => text.slice(0, 1000)),
      "half-written",
    ],
    [
      "of another format",
      (path) =>
        change(join(path, "manifest.json"), (text) =>
          text.replace("shakedown.folder/v1", "shakedown.folder/v0"),
        ),
      "expected a folder of format",
    ],
  ])("refuses a folder %s, in one line", (_, spoil, reason) => {
    const path = copy();
    spoil(path);
    const { status, stdout, stderr } = shakedown(folder, ["report", path]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

function change(file: string, edit: (text: string) => string): void {
  const before = readFileSync(file, "utf8");
  const after = edit(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

describe("in GitHub Actions", () => {
  it("adds the report to the step summary and annotates what failed", () => {
    const strict = join(folder, "strict.yaml");
    writeFileSync(strict, readFileSync(smoke, "utf8").replace("min: 99.5%", "min: 99.9999%"));
    const summary = join(folder, "step-summary.md");
    const { status, stderr } = shakedown(
      folder,
      ["run", strict, "--replications", "2", "--no-report", "--quiet"],
      { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^::error file=.*strict\.yaml,title=Expectation not met::availability/m);
    expect(readFileSync(summary, "utf8")).toContain("**not met**");
  });

  it("puts what is wrong with a scenario beside its line", () => {
    const wrong = join(folder, "wrong.yaml");
    writeFileSync(wrong, readFileSync(smoke, "utf8").replace("hosts: 20", "hostz: 20"));
    const { status, stderr } = shakedown(folder, ["check", wrong], { GITHUB_ACTIONS: "true" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^::error file=.*wrong\.yaml,line=\d+,col=\d+,title=fleet/m);
  });
});
