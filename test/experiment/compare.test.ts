import { describe, expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { batchesOf, runBatches } from "../../src/experiment/run-batches.js";
import { loadScenario } from "../../src/scenario/load.js";

const scenario = { ...loadScenario("scenarios/smoke.yaml"), replications: 4 };
const policies = Object.keys(scenario.policies);
const rows = await runBatches(scenario, batchesOf(policies, 4, 1), { workers: 1 });

describe("a comparison", () => {
  it("does not depend on the order in which replications arrive", () => {
    expect(compare(scenario, rows.toReversed())).toEqual(compare(scenario, rows));
  });

  it("lets every policy meet the same upstream timeline and the same faults", () => {
    const comparison = compare(scenario, rows)!;
    const other = {
      ...scenario,
      policies: Object.fromEntries(Object.entries(scenario.policies).toReversed()),
    };
    expect(compare(other, rows)!.publications).toEqual(comparison.publications);
    expect(compare(other, rows)!.faults).toEqual(comparison.faults);
  });

  it("differs from the first policy by the mean of the paired differences", () => {
    const [first, second] = compare(scenario, rows)!.policies;
    const metric = "container-downtime";
    const difference = second!.differences[metric]!;
    expect(difference.mean).toBeCloseTo(
      second!.metrics[metric]!.mean - first!.metrics[metric]!.mean,
      6,
    );
    expect(first!.differences).toEqual({});
  });

  it("uses only replications that every policy has, and says that it is partial", () => {
    const cut = rows.filter(({ policy, replication }) => policy === policies[0] || replication < 2);
    const comparison = compare(scenario, cut)!;
    expect(comparison.partial).toBe(true);
    expect(comparison.scenario.replications).toBe(2);
    expect(comparison.policies[0]!.metrics["reboots"]!.n).toBe(2);
  });

  it("is undefined without one complete replication", () => {
    expect(compare(scenario, [])).toBeUndefined();
  });

  it("has downtime that its causes add up to, in every replication", () => {
    for (const { values } of compare(scenario, rows)!.policies) {
      for (const [i, total] of values["container-downtime"]!.entries()) {
        const parts = ["planned", "defect", "fault", "no-room"].map(
          (cause) => values[`container-downtime.${cause}`]![i]!,
        );
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total!, 6);
      }
    }
  });
});

it("batches hold every replication of every policy once, the first replications of all policies first", () => {
  const batches = batchesOf(["a", "b"], 23, 2);
  const seen = batches.flatMap(({ policy, from, until }) =>
    Array.from({ length: until - from }, (_, i) => `${policy}${from + i}`),
  );
  expect(new Set(seen).size).toBe(46);
  expect(batches.slice(0, 2).map(({ policy, from }) => [policy, from])).toEqual([
    ["a", 0],
    ["b", 0],
  ]);
});
