import { expect, it } from "vitest";
import { compare } from "../../src/experiment/compare.js";
import { runBatch } from "../../src/experiment/replication-row.js";
import { buildReport } from "../../src/report/build-report.js";
import { decodeScenario } from "../../src/scenario/load.js";

/** What a report says first of fleets that stand still. */
async function firstOf(
  given: { readonly service?: object; readonly faults?: object[] },
  presets: string[],
) {
  const scenario = decodeScenario(
    JSON.stringify({
      apiVersion: "shakedown/v1",
      name: "frozen",
      seed: 1,
      horizon: "21d",
      replications: 2,
      fleet: { groups: [{ name: "web", hosts: 60, capacity: 10 }] },
      services: [{ name: "api", group: "web", replicas: 300, start: "5s", ...given.service }],
      releases: [{ version: "1.1.0", payload: "100MB", channels: { stable: "1d" } }],
      policies: Object.fromEntries(presets.map((preset) => [preset, { preset }])),
      faults: given.faults ?? [],
    }),
    "frozen.json",
  );
  const rows = await Promise.all(
    presets.map((policy) => runBatch(scenario, { policy, from: 0, until: 2 })),
  );
  return buildReport(compare(scenario, rows.flat())!).headline[0];
}

const nobodyMayGo = { budget: { minAvailable: "100%" } };
const full = { replicas: 600, budget: { maxUnavailable: 1 } };
const heldForEver = { kind: "lock-held", from: "24h", for: "20d" };

it.each([
  ["a full fleet", { service: full }],
  ["a budget that lets nothing go", { service: nobodyMayGo }],
])("of %s: who got through it anyway", async (_, given) => {
  expect(await firstOf(given, ["kured", "coreos-locksmith"])).toBe(
    "`coreos-locksmith` is the only policy that finished.",
  );
});

it("of a lock that nobody gives back: who needs none", async () => {
  expect(await firstOf({ faults: [heldForEver] }, ["coreos-locksmith", "fedora-coreos"])).toBe(
    "`fedora-coreos` is the only policy that finished.",
  );
});

it("of policies that update nobody: that none did, and not that one of them came furthest", async () => {
  expect(await firstOf({ service: nobodyMayGo }, ["kured", "openshift-mco"])).toBe(
    "No winner: no policy finished its rollouts. None of them updated a host.",
  );
});
