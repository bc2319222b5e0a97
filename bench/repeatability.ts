import fc from "fast-check";
import { caseOf, scenarioOf } from "../src/chaos/chaos-case.js";
import { planArbitrary } from "../src/chaos/fault-arbitrary.js";
import { Prepared } from "../src/chaos/prepared.js";
import { faults } from "../src/faults/index.js";
import { DAY } from "../src/support/time.js";
import { quietFleet } from "./hidden-bug.js";
import type { BenchResult } from "./result.js";

/** Runs, each done twice. */
const RUNS = 10_000;
const HOSTS = 12;

/** Runs that came out otherwise when they were done again, by another instance and in another order. */
export function repeatability(): BenchResult {
  const scenario = scenarioOf(caseOf(quietFleet(HOSTS), { policy: "careful", replication: 0 }));
  if (scenario === undefined) throw new Error("repeatability: the scenario of the bench is none");
  const budget = { horizon: 3 * DAY, hosts: HOSTS, zones: ["a", "b", "c"], victims: 3, faults: 8 };
  const plans = fc.sample(planArbitrary(faults, budget), { seed: 1, numRuns: RUNS });
  const once = new Prepared(scenario, "careful");
  const hashes = plans.map((plan, index) => once.run({ plan, replication: index % 4 }).hash);
  const again = new Prepared(scenario, "careful");
  let differences = 0;
  for (let index = RUNS - 1; index >= 0; index--) {
    const { hash } = again.run({ plan: plans[index]!, replication: index % 4 });
    if (hash !== hashes[index]) differences += 1;
  }
  return {
    subject: "repeatability",
    about: `${RUNS.toLocaleString("en")} runs with drawn faults, done twice, the second time backwards: hashes of all transitions.`,
    rows: [
      {
        name: `${HOSTS} hosts, 72 h`,
        figures: { runs: RUNS, "different hashes": differences, distinct: new Set(hashes).size },
      },
    ],
  };
}
