import { describe, expect, it } from "vitest";
import { caseOf, scenarioOf } from "../../src/chaos/chaos-case.js";
import { faultArbitrary, planArbitrary } from "../../src/chaos/fault-arbitrary.js";
import { invariantsHold } from "../../src/chaos/judge-case.js";
import { Prepared } from "../../src/chaos/prepared.js";
import { search } from "../../src/chaos/search.js";
import { faults } from "../../src/faults/index.js";
import { DAY } from "../../src/support/time.js";
import fc from "fast-check";
import { quietFleet } from "../../bench/hidden-bug.js";

const budget = { horizon: 3 * DAY, hosts: 12, zones: ["a", "b"], victims: 3, faults: 8 };
const data = quietFleet(12);
const scenario = scenarioOf(caseOf(data, { policy: "careful", replication: 0 }))!;
const options = { policy: "careful", runs: 200, seed: "search", workers: 1 };

describe("the search", () => {
  it("can draw every kind of fault there is", () => {
    const missing = faults.filter((fault) => faultArbitrary(fault, budget) === undefined);
    expect(missing.map(({ kind }) => kind)).toEqual([]);
  });

  it("runs a prepared case as the kept file would be run", () => {
    const prepared = new Prepared(scenario, "careful");
    const plans = fc.sample(planArbitrary(faults, budget), { seed: 7, numRuns: 20 });
    for (const [index, plan] of plans.entries()) {
      const replication = index % 3;
      const kept = scenarioOf(caseOf(data, { policy: "careful", replication }, plan))!;
      expect(prepared.run({ plan, replication }).hash).toBe(invariantsHold(kept, replication).hash);
    }
  });

  it("gives the same result again", async () => {
    const result = await search(scenario, options);
    expect(result.runs).toBe(200);
    expect(result.coverage).toBeGreaterThan(faults.length);
    expect(await search(scenario, options)).toEqual(result);
  });

  it("says of each kind of fault that it drew whether it took effect, and which goals were reached", async () => {
    const result = await search(scenario, { ...options, runs: 400 });
    const kinds = faults.map(({ kind }) => kind);
    expect([...result.fired, ...result.vacuous].toSorted()).toEqual(kinds.toSorted());
    expect(result.fired.length).toBeGreaterThan(0.6 * kinds.length);
    // This policy has neither drains nor windows for them to take effect on.
    expect(result.vacuous).toEqual(expect.arrayContaining(["clock-skew", "drain-stuck"]));
    expect(result.reached).toContain("fallback-fired");
    expect(result.reached).not.toContain("drain-held-up");
  });
});
