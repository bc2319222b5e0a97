import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { charts } from "../../src/report/charts/index.js";
import { renderJson } from "../../src/report/json.js";
import { ensureWritable, writeReport } from "../../src/report/write.js";
import { smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison(2);
const root = mkdtempSync(join(tmpdir(), "shakedown-write-"));
let count = 0;
let folder = "";
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true }));

const REPORT = [
  "charts",
  "estimates.csv",
  "estimates.parquet",
  "junit.xml",
  "manifest.json",
  "openmetrics.txt",
  "report.html",
  "report.md",
  "results.parquet",
  "summary.json",
];
const CHARTS = charts.map(({ name }) => `${name}.png`).sort();

describe("a report that is written", () => {
  it("makes its folder, with everything in it and nothing beside it", async () => {
    const target = join(folder, "deep/er/report");
    await writeReport(comparison, target);
    expect(readdirSync(target).sort()).toEqual(REPORT);
    expect(readdirSync(join(target, "charts")).sort()).toEqual(CHARTS);
    expect(readdirSync(join(folder, "deep/er"))).toEqual(["report"]);
    expect(readFileSync(join(target, "summary.json"), "utf8")).toBe(renderJson(comparison));
  });

  it("can be read by whoever may read a folder made there", async () => {
    const target = join(folder, "report");
    await writeReport(comparison, target);
    mkdirSync(join(folder, "ordinary"));
    expect(statSync(target).mode).toBe(statSync(join(folder, "ordinary")).mode);
  });

  it("replaces the files of an earlier report and no other file of its folder", async () => {
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    writeFileSync(join(folder, "report.md"), "an earlier report");
    mkdirSync(join(folder, "charts"));
    writeFileSync(join(folder, "charts/mine.png"), "mine");
    await writeReport(comparison, folder);
    expect(readdirSync(folder).sort()).toEqual([...REPORT, "thesis.txt"]);
    expect(readdirSync(join(folder, "charts")).sort()).toEqual([...CHARTS, "mine.png"].sort());
    expect(readFileSync(join(folder, "thesis.txt"), "utf8")).toBe("years of work");
    expect(readFileSync(join(folder, "report.md"), "utf8")).toMatch(/^# smoke/);
  });

  it("takes away the image of a chart that no longer applies", async () => {
    await writeReport(comparison, folder);
    const calm = {
      ...comparison,
      policies: comparison.policies.map((policy) => ({ ...policy, recovery: null })),
    };
    await writeReport(calm, folder);
    expect(readdirSync(join(folder, "charts")).sort()).toEqual(
      CHARTS.filter((name) => name !== "recovery-time.png"),
    );
  });

  it("leaves no draft behind when it fails", async () => {
    mkdirSync(join(folder, "report.html/in-the-way"), { recursive: true });
    await expect(writeReport(comparison, folder)).rejects.toThrow(/report\.html/);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("a folder that a report is to go to", () => {
  it("is refused below a file, and where it is a file itself, naming what is in the way", () => {
    writeFileSync(join(folder, "file"), "");
    for (const path of ["file", "file/report", "file/deep/er"]) {
      expect(() => ensureWritable(join(folder, path))).toThrow(/file is a file$/);
    }
  });

  it("is not made before there is a report", () => {
    ensureWritable(join(folder, "deep/er/report"));
    expect(existsSync(join(folder, "deep"))).toBe(false);
  });
});
