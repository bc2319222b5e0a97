import { expect, it } from "vitest";
import { buildReport } from "../../src/report/build-report.js";
import { subjectOf } from "../../src/report/charts/chart.js";
import { distributions } from "../../src/report/charts/distributions.js";
import { light } from "../../src/report/charts/theme.js";
import { smokeComparison } from "./smoke-comparison.js";

const comparison = await smokeComparison(3);
const [losses] = distributions;

/** Axis and bars of host downtime, of which every policy has these values. */
function drawnOf(values: readonly number[]) {
  const policies = comparison.policies.map((policy) => ({
    ...policy,
    values: { ...policy.values, "host-downtime": values },
  }));
  const report = buildReport({ ...comparison, policies });
  const { options, data } = losses!.configuration(subjectOf(report), light);
  const scales = Object.entries(options!.scales!) as [string, Record<string, unknown>][];
  const [id, scale] = scales.find(([, { title }]) =>
    (title as { text?: string } | undefined)?.text?.includes("host downtime"),
  )!;
  const bars = data.datasets
    .filter((one) => (one as { xAxisID?: string }).xAxisID === id)
    .flatMap(({ data: found }) => found as unknown as ([number, number] | null)[])
    .filter((bar) => bar !== null);
  return { scale: scale as { type: string; min: number; title: { text: string } }, bars };
}

it("is linear from 0 where values lie near each other", () => {
  const { scale } = drawnOf([10, 11, 12]);
  expect(scale).toMatchObject({ type: "linear", min: 0 });
});

it("is logarithmic where they lie more than two decades apart, says so, and has room for zeros", () => {
  const { scale, bars } = drawnOf([0, 0.02, 9_000]);
  expect(scale.type).toBe("logarithmic");
  expect(scale.title.text).toMatch(/, log$/);
  expect(scale.min).toBeGreaterThan(0);
  expect(scale.min).toBeLessThan(0.02 / 10);
  for (const [from, to] of bars) {
    expect(from).toBeGreaterThan(0);
    expect(to).toBeGreaterThanOrEqual(from);
  }
});
