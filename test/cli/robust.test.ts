import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Robustness } from "../../src/experiment/robust/robustness.js";
import { drainOrNot } from "../experiment/robust/drain-or-not.js";
import { shakedown } from "./shakedown.js";

const folder = mkdtempSync(join(tmpdir(), "shakedown-robust-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "s.json");
writeFileSync(file, JSON.stringify(drainOrNot()));

describe("shakedown robust", () => {
  it("says where the winner changes, within 80 columns, and writes the report", () => {
    const out = join(folder, "out");
    const { status, stdout, stderr } = shakedown(folder, [
      "robust",
      file,
      "--times",
      "20",
      "--out",
      out,
    ]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const text = stdout.replaceAll(/\s+/g, " ");
    expect(text).toContain(
      "Above 60 s of fleet.groups[web].boot.firmware (assumed 40 s), drained wins; 95 %: ",
    );
    expect(text).toContain("160 simulations, 20.0 times the 8 of the run itself");
    for (const line of stdout.split("\n").filter((one) => !one.startsWith("report:"))) {
      expect(line.length, line).toBeLessThanOrEqual(80);
    }
    expect(readFileSync(join(out, "charts/robustness.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(join(out, "robust.html"), "utf8")).toContain("<h2>What was varied</h2>");
    expect(readFileSync(join(out, "robust.md"), "utf8")).toContain("above 60 s: drained");
  });

  it("prints the same bytes for any number of workers", () => {
    const [one, two] = ["1", "2"].map((workers) =>
      shakedown(folder, ["robust", file, "--json", "--no-report", "--workers", workers]),
    );
    expect(two!.stdout).toBe(one!.stdout);
    const answer = JSON.parse(one!.stdout) as Robustness;
    expect(answer.cost.run).toBe(8);
    expect(answer.cost.times).toBeLessThanOrEqual(5);
  });

  it("stands in the report of a run that asks for it", () => {
    const out = join(folder, "run");
    const { status } = shakedown(folder, ["run", file, "--robust", "--quiet", "--out", out]);
    expect(status).toBe(0);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain("<h2>How wrong may the guesses be</h2>");
    expect(page).toContain('data-chart="robustness"');
    const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8")) as {
      robustness: Robustness;
    };
    expect(summary.robustness.policy).toBe("plain");
    expect(existsSync(join(out, "charts/robustness.png"))).toBe(true);
    const again = shakedown(folder, ["report", out]);
    expect(again.status).toBe(0);
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain('data-chart="robustness"');
  });

  it("refuses one policy, and a budget that is none", () => {
    const { plain } = drainOrNot()["policies"] as Record<string, unknown>;
    const alone = join(folder, "alone.json");
    writeFileSync(alone, JSON.stringify(drainOrNot({ policies: { plain } })));
    const refused = shakedown(folder, ["robust", alone]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("expected at least two policies to compare, got plain");
    const budget = shakedown(folder, ["robust", file, "--times", "0.5"]);
    expect(budget.status).toBe(2);
    expect(budget.stderr).toContain("--times: expected a number from 1 to 1000");
  });
});
