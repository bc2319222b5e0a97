import { describe, expect, it } from "vitest";
import { endless, longRun } from "../../src/experiment/steady/long-run.js";
import { noPause } from "../../src/experiment/threads/pause.js";
import { listedReleases } from "../../src/scenario/release-schema.js";
import { simulate } from "../../src/simulation/simulate.js";
import { policyUnderTest } from "../../src/testing/index.js";
import { DAY, MINUTE } from "../../src/support/time.js";

/** Every host is down for 20 minutes at each release, whatever the luck. */
const data = {
  apiVersion: "shakedown/v1",
  name: "train",
  seed: "train",
  horizon: "10d",
  fleet: {
    groups: [
      {
        name: "web",
        hosts: 40,
        boot: {
          shutdown: "0s",
          firmware: "0s",
          loader: "0s",
          kernel: "20m",
          userland: "0s",
          runtime: "0s",
        },
      },
    ],
  },
  services: [{ name: "api", group: "web", replicas: 40, start: "0s", rescheduleAfter: "1d" }],
  releases: [{ version: "1.1.0", payload: "1kB", channels: { stable: "1h" } }],
  policies: { plain: { preset: "coreos-immediate" } },
};

const { scenario } = policyUnderTest(data);
const question = { policy: "plain", every: 2 * DAY, horizon: 480 * DAY };

describe("a long run", () => {
  it("finds the mean that the length of an outage and of a train give", async () => {
    const { series, breaches } = await longRun(scenario, question, noPause);
    expect(breaches).toEqual([]);
    const { steady } = series.find((one) => one.series === "serving")!;
    const known = 1 - (20 * MINUTE) / (2 * DAY);
    expect(steady!.mean).toBeCloseTo(known, 5);
    expect(steady!.interval.high - steady!.interval.low).toBeLessThan(2e-4);
  });

  it("gives no mean where the run never settles", async () => {
    const worse = policyUnderTest({
      ...data,
      people: { crews: 1, notice: "1d", repair: "60d" },
      releases: [
        {
          ...data.releases[0],
          defects: [{ kind: "boot-hang", per: "host", probability: "10%" }],
        },
      ],
      policies: { plain: { preset: "ubuntu-unattended-reboot" } },
    });
    const falling = await longRun(worse.scenario, { ...question, horizon: 40 * DAY }, noPause);
    expect(falling.series.find((one) => one.series === "well")!.steady).toBeNull();
  });
});

describe("a crew", () => {
  it("may take longer than a transition can tell, and its time is counted whole", () => {
    const { scenario: broken } = policyUnderTest({
      ...data,
      horizon: "90d",
      fleet: { groups: [{ name: "web", hosts: 1 }] },
      services: [],
      people: { crews: 1, notice: "1h", repair: "60d" },
      releases: [
        {
          ...data.releases[0],
          defects: [{ kind: "boot-hang", per: "host", probability: "100%" }],
        },
      ],
      policies: { plain: { preset: "ubuntu-unattended-reboot" } },
    });
    const { values } = simulate(broken, { policy: "plain", replication: 0 });
    expect(values.scalars["operator-time"]).toBe(60 * 24);
  });
});

describe("an endless train", () => {
  it("brings each release again as a newer version with a defect of its own", () => {
    const [first] = listedReleases(scenario.releases);
    const defect = { name: "panic", kind: "kernel-panic" } as (typeof first & object)["defects"][0];
    const endlessly = endless(
      { ...scenario, releases: [{ ...first!, defects: [defect] }] },
      { ...question, horizon: 5 * DAY },
    );
    const releases = listedReleases(endlessly.releases);
    expect(releases.map(({ version }) => version)).toEqual(["1.1.0", "1.1.0 (2)", "1.1.0 (3)"]);
    expect(releases.map(({ channels }) => channels["stable"]! / DAY)).toEqual([
      1 / 24,
      2 + 1 / 24,
      4 + 1 / 24,
    ]);
    expect(new Set(releases.map(({ defects }) => defects[0]!.name)).size).toBe(3);
  });
});
