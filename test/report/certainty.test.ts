import { expect, it } from "vitest";
import { buildReport } from "../../src/report/build-report.js";
import { pairsTable, varianceLine, withBestTable } from "../../src/report/certainty-tables.js";
import { comparePairs } from "../../src/experiment/pairs.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { normals } from "../stats/luck.js";
import { reranked } from "./reranked.js";
import { smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison(8);
const report = buildReport(comparison);

/** The comparison with other values of downtime, one sample per policy. */
function withDowntime(samples: readonly (readonly number[])[]): typeof comparison {
  const [first] = comparison.policies;
  return reranked({
    ...comparison,
    policies: samples.map((values, i) => ({
      ...first!,
      name: `p${i}`,
      values: { ...first!.values, "container-downtime": values },
    })),
  });
}

it("prints the variance ratio of every pair, on the terminal too", () => {
  const line = varianceLine(report);
  for (const pair of ["two-slots/in-place", "two-slots/new-instances", "in-place/new-instances"]) {
    expect(line).toMatch(new RegExp(`${pair} \\d`));
  }
  expect(renderTerminal(report, { color: false })).toContain(line);
  expect(pairsTable(report).rows).toHaveLength(3);
});

it("says with what probability the best is best", () => {
  expect(report.headline.join(" ")).toMatch(/probability that it is best: (above )?0\.9/);
  const standings = withBestTable(report).rows;
  expect(standings).toHaveLength(3);
});

it("seldom calls significant what many comparisons show by accident", () => {
  // Ten policies alike in truth: one of 45 differences is often past its own interval.
  let alarms = 0;
  let adjusted = 0;
  for (let experiment = 0; experiment < 40; experiment++) {
    const samples = Array.from({ length: 10 }, (_, series) => normals(experiment, 30, series));
    const pairs = comparePairs(samples);
    if (pairs.some(({ difference, halfWidth }) => Math.abs(difference) > halfWidth)) alarms += 1;
    if (pairs.some(({ differs }) => differs)) adjusted += 1;
  }
  expect(alarms).toBeGreaterThan(15);
  expect(adjusted).toBeLessThanOrEqual(5);
});

it("says that there is no significant difference where there is none", () => {
  const alike = withDowntime([normals(5, 30, 0), normals(5, 30, 1)]);
  const certain = buildReport(alike);
  expect(pairsTable(certain).rows[0]).toContain("no significant difference");
});
