import fc from "fast-check";
import { caseOf, scenarioOf } from "../src/chaos/chaos-case.js";
import { planArbitrary } from "../src/chaos/fault-arbitrary.js";
import { Prepared } from "../src/chaos/prepared.js";
import { faults } from "../src/faults/index.js";
import { DAY, HOUR } from "../src/support/time.js";
import type { BenchResult, ResultRow } from "./result.js";

/** Runs before any is timed, and runs that are timed: as many as a search does by default. */
const WARM_UP = 200;
const RUNS = 2000;

/** Runs of a search on a fleet of 4 containers a host, one release and drawn faults; invariants and coverage on. */
function row(hosts: number, horizon: number): ResultRow {
  const data = {
    apiVersion: "shakedown/v1",
    name: "bench",
    seed: "bench",
    horizon: `${horizon / HOUR}h`,
    fleet: { groups: [{ name: "web", hosts, zones: ["a", "b", "c"] }] },
    services: [{ name: "api", group: "web", replicas: 4 * hosts, start: "3s" }],
    releases: [{ version: "1.1.0", payload: "100MB", channels: { stable: "2h" } }],
    policies: { plain: { preset: "coreos-locksmith", reboot: { max: 8 } } },
  };
  const scenario = scenarioOf(caseOf(data, { policy: "plain", replication: 0 }));
  if (scenario === undefined) throw new Error("chaos: the scenario of the bench is none");
  const prepared = new Prepared(scenario, "plain");
  const victims = Math.floor(hosts / 5);
  const budget = { horizon, hosts, zones: ["a", "b", "c"], victims, faults: 8 };
  const plans = fc.sample(planArbitrary(faults, budget, 4), { seed: 1, numRuns: WARM_UP + RUNS });
  const run = (some: typeof plans) => {
    for (const [index, plan] of some.entries()) prepared.run({ plan, replication: index % 4 });
  };
  run(plans.slice(0, WARM_UP));
  // Time of the processor: what else the machine does is no matter of the search.
  const start = process.cpuUsage();
  run(plans.slice(WARM_UP));
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  return {
    name: `${hosts} hosts, ${horizon / HOUR} h`,
    figures: { "runs/s": RUNS / seconds, "ms/run": (seconds * 1e3) / RUNS },
  };
}

/** Runs of a search on one core. */
export function chaos(): BenchResult {
  return {
    subject: "chaos",
    about:
      "One run of a search on one core: 4 containers a host, 4 to 8 drawn faults, invariants on.",
    rows: [row(30, 3 * DAY), row(300, 2 * DAY)],
  };
}
