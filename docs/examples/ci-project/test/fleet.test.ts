import fc from "fast-check";
import { FleetUnderTest, fleetCommands, policyUnderTest, quietModel } from "shakedown/testing";
import { expect, it } from "vitest";

const ours = policyUnderTest("scenarios/fleet.yaml", "ours");

it("gives a halted release to nobody else", () => {
  const fleet = new FleetUnderTest(ours).advance("26h");
  const halted = fleet.halt("1.1.0").fork();
  const before = fleet.advance("1h").running("1.1.0");
  expect(halted.advance("3d").running("1.1.0")).toBeLessThanOrEqual(
    before + fleet.lockHolders() + 8,
  );
  expect(halted.breaches()).toEqual([]);
});

it("comes back after a zone has lost its power", () => {
  const fleet = new FleetUnderTest(ours).advance("1h");
  fleet.strike({ kind: "zone-outage", zones: ["a"], for: "30m" }).advance("1m");
  expect(fleet.count().up).toBe(20);
  fleet.advance("2h");
  expect(fleet.count().well).toBe(40);
});

it("keeps its invariants whatever is done to it", () => {
  fc.assert(
    fc.property(fleetCommands({ hosts: 40, zones: ["a", "b"] }), (commands) => {
      const quiet = policyUnderTest({ ...ours.data, releases: [] }, "ours");
      fc.modelRun(() => ({ model: quietModel(), real: new FleetUnderTest(quiet) }), commands);
    }),
    { numRuns: 10 },
  );
});
