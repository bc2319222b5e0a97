import { expect, it, describe } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { estimateMetric } from "../../src/experiment/estimate.js";
import { runReplications } from "../../src/experiment/run-replications.js";
import { buildReport } from "../../src/report/build-report.js";
import { decodeScenario, loadScenario } from "../../src/scenario/load.js";
import { ScenarioError } from "../../src/scenario/scenario-error.js";
import type { StoppingRule } from "../../src/scenario/replications-schema.js";
import { exponentials } from "../stats/luck.js";

const smoke = loadScenario("scenarios/smoke.yaml");
const rule: StoppingRule = {
  relativeHalfWidth: 0.25,
  metrics: undefined,
  best: undefined,
  min: 4,
  max: 60,
};

async function experiment(stopping: StoppingRule, workers = 1) {
  const {
    scenario,
    rows,
    stopping: facts,
  } = await runReplications({ ...smoke, stopping }, [], { workers });
  return compare(scenario, rows, facts)!;
}

describe("a run with a stopping rule", () => {
  it("goes on until every interval is as narrow as asked, and no further than that", async () => {
    const comparison = await experiment(rule);
    expect(comparison.stopping!.isMet).toBe(true);
    expect(comparison.partial).toBe(false);
    const widths = comparison.policies.map(({ metrics }) => {
      const { halfWidth, mean } = metrics["container-downtime"]!;
      return halfWidth! / mean;
    });
    expect(Math.max(...widths)).toBeLessThanOrEqual(0.25);
    expect(comparison.scenario.replications).toBeGreaterThanOrEqual(rule.min);
    expect(comparison.scenario.replications).toBeLessThan(rule.max);
  });

  it("ends at the most replications, and says that they were not enough", async () => {
    const comparison = await experiment({ ...rule, relativeHalfWidth: 0.001, max: 6 });
    expect(comparison.scenario.replications).toBe(6);
    expect(comparison.stopping!.isMet).toBe(false);
    expect(buildReport(comparison).caveats.join(" ")).toContain("6 of at most 6 were not enough");
  });

  it("chooses the best policy, and says so", async () => {
    const best = { metric: "container-downtime", indifference: 18_000, confidence: 0.95 };
    const comparison = await experiment({ ...rule, relativeHalfWidth: undefined, best, min: 8 });
    expect(comparison.stopping!.best!.chosen).toBe("new-instances");
    expect(buildReport(comparison).caveats.join(" ")).toContain("chose new-instances");
  });

  it("gives the same rows as a run of that number of replications", async () => {
    const ruled = await runReplications({ ...smoke, stopping: rule }, [], { workers: 1 });
    const plain = await runReplications(
      { ...smoke, replications: ruled.scenario.replications, stopping: null },
      [],
      { workers: 3 },
    );
    const hashes = (rows: typeof plain.rows) =>
      rows.map(({ policy, replication, hash }) => `${policy} ${replication} ${hash}`).toSorted();
    expect(hashes(ruled.rows)).toEqual(hashes(plain.rows));
  });
});

describe("replications in a scenario", () => {
  const decode = (replications: string) =>
    decodeScenario(
      `apiVersion: shakedown/v1\nname: least\nseed: x\nhorizon: 1d\nreplications: ${replications}\nfleet: { groups: [{ name: web, hosts: 1 }] }\npolicies: { all: {} }\n`,
      "x.yaml",
    );
  const complaint = (replications: string): string => {
    try {
      decode(replications);
    } catch (error) {
      if (error instanceof ScenarioError) return error.message;
      throw error;
    }
    return "none";
  };

  it("can be a rule, with 10 to 2,000 of them where it says nothing else", () => {
    expect(decode("{ relativeHalfWidth: 2% }")).toMatchObject({
      replications: 2_000,
      stopping: { relativeHalfWidth: 0.02, min: 10, max: 2_000 },
    });
    expect(decode("{ relativeHalfWidth: 2%, metric: availability }").stopping!.metrics).toEqual([
      "availability",
    ]);
    expect(decode("{ best: { metric: host-downtime, indifference: 120 } }").stopping!.best).toEqual(
      {
        metric: "host-downtime",
        indifference: 120,
        confidence: 0.95,
      },
    );
  });

  it.each([
    ["{ min: 10 }", "relativeHalfWidth or best"],
    ["{ relativeHalfWidth: 0% }", "above 0%"],
    ["{ relativeHalfWidth: 2%, min: 50, max: 20 }", "at least the min of 50"],
    ["{ relativeHalfWidth: 2%, metric: uptime }", "uptime"],
    ["{ relativHalfWidth: 2% }", 'did you mean "relativeHalfWidth"'],
    ["{ best: { indifference: -3 } }", "above 0"],
    ["{ metric: availability, best: { indifference: 3 } }", "relativeHalfWidth"],
    ["0", "at least 1"],
  ])("says what is wrong with %s", (written, words) => {
    expect(complaint(written)).toContain(words);
  });
});

describe("an estimate", () => {
  const methodOf = (values: readonly number[]) => estimateMetric(values).interval?.method ?? null;

  it("has the method that is right for its sample", () => {
    expect(methodOf([1, 2, 3, 4, 5, 6])).toBe("Student-t");
    expect(methodOf(exponentials(2, 30).map((value) => value * value))).toBe("BCa bootstrap");
    expect(methodOf(Array.from({ length: 40 }, (_, i) => i % 2))).toBe("Wilson");
    expect(methodOf(Array.from({ length: 40 }, (_, i) => (i < 2 ? 1 : 0)))).toBe("Clopper–Pearson");
    expect(methodOf([7])).toBeNull();
  });

  it("bounds what never happened by the rule of three", () => {
    const { happened } = estimateMetric(Array.from({ length: 100 }, () => 0));
    expect(happened).toMatchObject({ count: 0, interval: { low: 0, method: "rule of three" } });
    expect(happened.interval.high).toBeCloseTo(0.0295, 4);
  });
});
