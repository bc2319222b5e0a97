import { policyUnderTest } from "shakedown/testing";
import { describe, expect, it } from "vitest";

const ours = policyUnderTest("scenarios/fleet.yaml", "ours");

describe("our rollout policy", () => {
  it("keeps the shop up", () => {
    expect(ours).toStayAvailable(0.99);
  });

  it("brings every host back within a day", () => {
    expect(ours).toRecoverWithin("24h");
  });

  it("shows a bad kernel to a few hosts only", () => {
    expect(ours).toExposeAtMost(30);
  });

  it("exposes fewer hosts than what we did before, significantly", () => {
    expect(ours).toBeatPolicy("before", { metric: "exposure" });
  });
});
