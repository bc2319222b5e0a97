import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { NoReturn } from "../../src/experiment/no-return/no-return.js";
import { light } from "../../src/report/charts/theme.js";
import { noReturnChart } from "../../src/report/answers/no-return-chart.js";
import { noReturnReport } from "../../src/report/answers/no-return-report.js";
import { writeAnswer } from "../../src/report/answers/write.js";
import { wilson } from "../../src/stats/proportion.js";
import { HOUR, MINUTE } from "../../src/support/time.js";

/** A release whose halt helps for ten minutes, and no later than an hour. */
const answer: NoReturn = {
  policy: "a <b>",
  release: "1.1.0",
  output: "host-downtime.defect",
  harmed: 10,
  replications: 12,
  unit: "host-s",
  harm: 4_000,
  halts: [
    { after: 0, bad: 0, of: 10, interval: wilson(0, 10), harm: 0 },
    { after: 10 * MINUTE, bad: 4, of: 10, interval: wilson(4, 10), harm: 900 },
    { after: HOUR, bad: 10, of: 10, interval: wilson(10, 10), harm: 4_000 },
    { after: 2 * HOUR, bad: 10, of: 10, interval: wilson(10, 10), harm: 4_000 },
    { after: 9 * HOUR, bad: 10, of: 10, interval: wilson(10, 10), harm: 4_000 },
  ],
  latest: Array.from({ length: 10 }, (_, i) => (10 + i) * MINUTE),
  interval: { low: 11 * MINUTE, high: 18 * MINUTE, method: "order statistics" },
};
const harmless: NoReturn = {
  ...answer,
  policy: "calm",
  harmed: 0,
  harm: 0,
  halts: [],
  latest: [],
  interval: null,
};

it("draws the probability of a bad end against the time of the halt, one at once included", () => {
  const { data } = noReturnChart([answer], light);
  const [line, low, high] = data.datasets.map(({ data: points }) => points as { y: number }[]);
  expect(line!.map(({ y }) => y)).toEqual([0, 0.4, 1, 1]);
  expect(line![0]).toEqual({ x: MINUTE, y: 0 });
  for (const [i, { y }] of line!.entries()) {
    expect(low![i]!.y).toBeLessThanOrEqual(y);
    expect(high![i]!.y).toBeGreaterThanOrEqual(y);
  }
});

it("writes page, table, figures and chart, and says where a release does no harm", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shakedown-no-return-"));
  const scenario = {
    name: "a scenario",
    file: "a.yaml",
    hash: "0",
    description: "What it is about.",
  };
  const stored = { scenario, seed: "1", policies: [answer, harmless] };
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  try {
    await writeAnswer(noReturnReport(stored), folder);
    const page = read("no-return.html");
    expect(page).toContain(
      "<code>a &lt;b&gt;</code>: a halt of 1.1.0 averts a bad end until 14 min",
    );
    expect(page).toContain("<code>calm</code>: 1.1.0 does no harm in any of 12 replications.");
    expect(page).toContain("data:image/png;base64,");
    expect(page).not.toMatch(/<b>|https?:/);
    const table = read("no-return.md");
    expect(table).toMatch(/\| 10 min +\| 40 % \(4\/10\) +\| 17 % to 69 %/);
    // Where it no longer helps it will not later: one line more shows that.
    expect(table).toContain("2 h 0 min");
    expect(table).not.toContain("9 h 0 min");
    expect(JSON.parse(read("no-return.json"))).toEqual(stored);
    expect(readFileSync(join(folder, "charts/no-return.png")).subarray(1, 4).toString()).toBe(
      "PNG",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
