import { describe, expect, it } from "vitest";
import { policyUnderTest } from "../../src/testing/index.js";
import { pointOfNoReturn } from "../../src/experiment/no-return/answer.js";
import { HOUR, MINUTE } from "../../src/support/time.js";

/** A release that no host can boot, taken by one host after the other through a lock of one. */
const data = {
  apiVersion: "shakedown/v1",
  name: "one-by-one",
  seed: "one-by-one",
  horizon: "6d",
  fleet: { groups: [{ name: "web", hosts: 10 }] },
  services: [{ name: "api", group: "web", replicas: 10, start: "3s" }],
  releases: [
    {
      version: "1.1.0",
      payload: "10MB",
      channels: { stable: "1h" },
      defects: [{ name: "panic", kind: "kernel-panic", per: "host", probability: "100%" }],
    },
  ],
  people: { notice: "30m", repair: "1h", crews: 1 },
  policies: { plain: { preset: "ubuntu-unattended-reboot" } },
};

const { scenario } = policyUnderTest(data);
const question = { scenario, policy: "plain", release: "1.1.0", output: "host-downtime.defect" };

const alone = { workers: 1 };

describe("the point of no return", async () => {
  const answer = await pointOfNoReturn({ ...question, replications: 4 }, alone);

  it("finds that a halt at once averts a bad end and one at the end does not", () => {
    expect(answer.harmed).toBe(4);
    expect(answer.halts[0]).toMatchObject({ after: 0, bad: 0, of: 4 });
    const { bad, harm } = answer.halts.at(-2)!;
    expect(bad).toBe(4);
    expect(harm).toBeCloseTo(answer.harm, 6);
  });

  it("lies between the last halt that helped and the first that did not, to the minute", () => {
    for (const [index, latest] of answer.latest.entries()) {
      expect(latest, String(index)).toBeGreaterThan(0);
      const helped = answer.halts.filter(({ bad }) => bad === 0).map(({ after }) => after);
      const lost = answer.halts.filter(({ bad, of }) => bad === of).map(({ after }) => after);
      expect(latest).toBeGreaterThanOrEqual(Math.max(...helped) - MINUTE);
      expect(latest).toBeLessThanOrEqual(Math.min(...lost));
    }
  });

  it("comes earlier for a lower bound on the harm, and leaves out replications without harm", async () => {
    const strict = await pointOfNoReturn(
      { ...question, replications: 2, bad: HOUR / 1_000 },
      alone,
    );
    expect(strict.latest[0]!).toBeLessThanOrEqual(answer.latest.at(-1)!);
    const harmless = {
      ...scenario,
      releases: scenario.releases.map((one) => ({ ...one, defects: [] })),
    };
    const nothing = await pointOfNoReturn(
      { ...question, scenario: harmless, replications: 2 },
      alone,
    );
    expect(nothing).toMatchObject({ harmed: 0, halts: [], latest: [], interval: null });
  });
});
