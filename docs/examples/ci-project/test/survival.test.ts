import { policyUnderTest } from "shakedown/testing";
import { expect, it } from "vitest";

it("survives what faults may come, and lets nobody wait for a dead host", async () => {
  await expect(policyUnderTest("scenarios/fleet.yaml", "ours")).toSurvive({ runs: 100 });
});
