import { describe, expect, it } from "vitest";
import { type Settings, policyUnderTest } from "../../src/testing/index.js";
import { matchers } from "../../src/testing/vitest.js";

expect.extend(matchers);

/** `idle` updates the canaries alone: it has the least downtime of all. */
const fleet = (policy: string, more: Settings = {}) =>
  policyUnderTest(
    {
      apiVersion: "shakedown/v1",
      name: "rivals",
      seed: 3,
      horizon: "4d",
      replications: 5,
      fleet: { groups: [{ name: "web", hosts: 20, capacity: 4 }] },
      services: [{ name: "api", group: "web", replicas: 40, start: "5s" }],
      releases: [{ version: "1.1.0", payload: "100MB", channels: { stable: "6h" } }],
      policies: { idle: waves("20d", 4), calm: waves("6h", 1), wild: waves("6h", 8) },
      ...more,
    },
    policy,
  );

function waves(soak: string, max: number): Settings {
  return {
    offer: { kind: "canary-waves", waves: ["5%", "100%"], soak },
    reboot: { kind: "semaphore", max },
    update: { kind: "ab" },
  };
}

function said(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected it to fail");
}

describe("toBeatPolicy", () => {
  it("does not take less downtime for better where the rollouts did not finish", () => {
    const message = said(() => expect(fleet("idle")).toBeatPolicy("calm"));
    expect(message).toContain("expected idle to beat calm on container-downtime");
    expect(message).toMatch(
      /beats it; but idle does not finish its rollouts: \d+ % of hosts updated/,
    );
  });

  it("compares by the objective of the scenario, and by the metric of the test where it names one", () => {
    const objective = { minimise: "peak-hosts-down" };
    expect(fleet("calm", { objective })).toBeatPolicy("wild");
    expect(fleet("wild", { objective })).not.toBeatPolicy("calm");
    expect(fleet("wild", { objective })).toBeatPolicy("calm", { metric: "patch-latency.t100" });
  });

  it("counts a time that was not reached up to the end of the run", () => {
    expect(fleet("calm")).toBeatPolicy("idle", { metric: "patch-latency.t90" });
  });

  it("fails for a policy that misses a constraint of the objective", () => {
    const objective = {
      minimise: "patch-latency.t100",
      constraints: { "peak-hosts-down": { max: 2 } },
    };
    const message = said(() => expect(fleet("wild", { objective })).toBeatPolicy("calm"));
    expect(message).toContain("beats it; but wild misses peak-hosts-down at most 2 hosts (found ");
  });
});

describe("toMeetObjective", () => {
  const objective = {
    minimise: "container-downtime",
    constraints: { "peak-hosts-down": { max: 2 } },
  };

  it("holds for a policy that finishes and keeps the constraints", () => {
    expect(fleet("calm", { objective })).toMeetObjective();
    expect(fleet("wild")).toMeetObjective();
  });

  it("says what is missed, or how far the rollouts came", () => {
    expect(said(() => expect(fleet("wild", { objective })).toMeetObjective())).toContain(
      "over 5 replications it misses peak-hosts-down at most 2 hosts (found ",
    );
    expect(said(() => expect(fleet("idle", { objective })).toMeetObjective())).toMatch(
      /does not finish its rollouts: \d+ % of hosts updated/,
    );
  });
});
