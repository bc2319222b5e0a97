import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import { buildModel, describePolicy, policyOf } from "../../src/simulation/build-model.js";
import { startRun } from "../../src/simulation/run.js";
import { InvariantViolation } from "../../src/support/invariant.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND } from "../../src/support/time.js";

const decode = (text: string): Scenario => decodeScenario(text, "s.yaml");

/** Two groups, two channels with testers, a bad release with a fix, faults by zone, cohort and luck, four mechanisms. */
const RICH = `apiVersion: shakedown/v1
name: rich
seed: build-model
start: 2015-07-14T06:00:00Z
horizon: 20d
fleet:
  groups:
    - { name: canary, hosts: 4, zones: [b, c], channel: edge, capacity: 10, release: 1.0.1, mechanism: ostree }
    - name: web
      hosts: 60
      zones: [a, b]
      cohorts: { old: 25%, older: 25% }
      capacity: 20
      runtime: { kind: containerd, restart: 1s }
      agent: { period: 2m }
channels:
  edge: { testers: 50, reports: 2, reaction: 6h, cohorts: { rare: 10% } }
  stable: { testers: 20, containers: 3 }
services:
  - { name: api, group: web, replicas: 600, start: 3s, budget: { minAvailable: 90% } }
  - { name: db, group: canary, replicas: 10, start: 5s, restart: { retries: 3, backOff: 1s, cap: 4s } }
releases:
  - version: 1.0.0
    payload: 10MB
    channels: { stable: 1d }
    defects: [{ name: shared, kind: kernel-panic, per: host, probability: 20% }]
    fix: { after: 1d, version: 1.0.1, payload: 1MB }
  - version: 1.1.0
    payload: 20MB
    packages: [kernel, runtime]
    for: [in-place, ab]
    channels: { edge: 2d, stable: 9d }
    defects:
      - { kind: broken-bridge, probability: 50%, cohorts: [rare, old], runtimes: [docker] }
      - { name: shared, kind: kernel-panic, per: host, probability: 40%, groups: [web], detectable: false }
faults:
  - { kind: power-loss, from: 3d, for: { dist: exponential, mean: 10m }, zones: [b], share: 50% }
  - { kind: host-crash, rate: { per: host, every: 30d }, cohorts: [old] }
policies:
  coreos: { preset: coreos-locksmith, description: Under a lock. }
  ubuntu: { preset: ubuntu-unattended }
  instances: { update: { kind: image-replace }, runtime: { kind: rkt } }
  own: {}
`;
const rich = decode(RICH);
const policies = Object.keys(rich.policies);

describe("buildModel", () => {
  it("gives the same model each time", () => {
    for (const policy of policies) {
      expect(buildModel(rich, policy, 3)).toEqual(buildModel(decode(RICH), policy, 3));
    }
  });

  it("lets every policy meet the same upstream and the same faults", () => {
    for (let replication = 0; replication < 20; replication++) {
      const [first, ...others] = policies.map((policy) => buildModel(rich, policy, replication));
      for (const { publications, faults } of others) {
        expect(publications).toEqual(first!.publications);
        expect(faults).toEqual(first!.faults);
      }
    }
  });

  it("gives each replication and each seed luck of its own", () => {
    const { faults } = buildModel(rich, "coreos", 0);
    expect(buildModel(rich, "coreos", 1).faults).not.toEqual(faults);
    expect(buildModel({ ...rich, seed: "other" }, "coreos", 0).faults).not.toEqual(faults);
  });

  it.each([0, 1, 2])("chooses victims where the fleet then has them, in replication %d", (nth) => {
    const model = buildModel(rich, "own", nth);
    const { world } = startRun(model, policyOf(rich, "own"));
    const { zoneOf } = world.facts;
    const { cohort } = world.state.hosts;
    const zoneB = model.zones.indexOf("b");
    const old = model.cohorts.indexOf("old");
    const powerLoss = model.faults.find(({ kind }) => kind === "power-loss");
    const crashes = model.faults.filter(({ kind }) => kind === "host-crash");
    // Zone b has 2 of the 4 canaries and 30 of the 60 others; half of them lose power.
    expect(powerLoss!.who).toHaveLength(16);
    expect(powerLoss!.who.every((host) => zoneOf[host] === zoneB)).toBe(true);
    expect(crashes.length).toBeGreaterThan(0);
    expect(crashes.every(({ who }) => who.every((host) => cohort[host] === old))).toBe(true);
  });

  it.each([
    ["2h", 2 * HOUR, HOUR],
    ["10h", 4 * HOUR, 2 * HOUR],
    ["10m", 45 * MINUTE, 5 * MINUTE],
  ])(
    "lets update_engine's server dictate %s as far as the agent heeds it",
    (said, period, jitter) => {
      const agent = `own: { agent: { protocol: update-engine, pollInterval: ${said} } }`;
      const { groups } = buildModel(decode(RICH.replace("own: {}", agent)), "own", 0);
      const [canary] = groups.map(({ agent }) => agent);
      expect([canary!.period, canary!.jitter]).toEqual([period, jitter]);
    },
  );

  it("does not depend on the order of keys in the file", () => {
    const swapped = decode(RICH.replace("old: 25%, older: 25%", "older: 25%, old: 25%"));
    expect(swapped.hash).toBe(rich.hash);
    expect(buildModel(swapped, "own", 0)).toEqual(buildModel(rich, "own", 0));
  });

  it("leaves the standard cohort what is left, and never less than nothing", () => {
    const thirds = RICH.replace(
      "old: 25%, older: 25%",
      "a: 33.33333334%, b: 33.33333334%, c: 33.33333334%",
    ).replace("cohorts: [old]", "cohorts: [a]");
    const { cohorts, groups } = buildModel(
      decode(thirds.replace("[rare, old]", "[rare]")),
      "own",
      0,
    );
    expect(cohorts[0]).toBe("standard");
    expect(groups[1]!.cohortShares[0]).toBe(0);
  });

  it("lets testers report only what is detectable", () => {
    const withdrawnOf = (text: string) =>
      buildModel(decode(text), "own", 0).publications.filter(
        ({ kind, release }) => kind === "withdrawn" && release === 0,
      );
    const certain = RICH.replace("probability: 20%", "probability: 100%");
    expect(withdrawnOf(certain).length).toBeGreaterThan(0);
    const silent = certain.replace("probability: 100%", "probability: 100%, detectable: false");
    expect(withdrawnOf(silent)).toEqual([]);
  });

  it("numbers names", () => {
    const model = buildModel(rich, "own", 0);
    expect(model.zones).toEqual(["b", "c", "a"]);
    expect(model.cohorts).toEqual(["standard", "old", "older", "rare"]);
    expect(model.channels).toEqual(["alpha", "beta", "stable", "edge"]);
    expect(model.groups.map(({ first, hosts }) => [first, hosts])).toEqual([
      [0, 4],
      [4, 60],
    ]);
    expect(model.groups.map(({ channel, zones }) => ({ channel, zones }))).toEqual([
      { channel: 3, zones: [0, 1] },
      { channel: 2, zones: [2, 0] },
    ]);
    expect(model.services.map(({ first, group }) => [first, group])).toEqual([
      [0, 1],
      [600, 0],
    ]);
    expect(model.groups[0]!.cohortShares).toEqual([1, 0, 0, 0]);
    expect(model.groups[1]!.cohortShares).toEqual([0.5, 0.25, 0.25, 0]);
  });

  it("puts a fix right after the release it fixes, with nothing wrong and all else the same", () => {
    const { releases, groups } = buildModel(rich, "own", 0);
    expect(releases).toMatchObject([
      { version: "1.0.0", payload: 10e6, components: 7, mechanisms: [], defects: [0] },
      { version: "1.0.1", payload: 1e6, components: 7, mechanisms: [], defects: [] },
      {
        version: "1.1.0",
        payload: 20e6,
        components: 0b101,
        mechanisms: ["in-place", "ab"],
        defects: [1, 2],
      },
    ]);
    expect(groups.map(({ initialRelease }) => initialRelease)).toEqual([1, -1]);
  });

  it("gives defects of one name one key", () => {
    const { defects } = buildModel(rich, "own", 0);
    expect(defects.map(({ name, key, release }) => [name, key, release])).toEqual([
      ["shared", 0, 0],
      ["1.1.0#1", 1, 2],
      ["shared", 0, 2],
    ]);
    expect(defects[1]).toMatchObject({ component: 2, per: "host", cohorts: [3, 1], groups: [] });
    expect(defects[2]).toMatchObject({ component: 0, cohorts: [], groups: [1] });
  });

  it("knows when in the week the run starts, and where it ends", () => {
    expect(buildModel(rich, "own", 0)).toMatchObject({
      weekOffset: DAY + 6 * HOUR,
      horizon: 20 * DAY,
      seed: "build-model",
      replication: 0,
      server: { bandwidth: Infinity, hostBandwidth: 12_500 },
    });
  });

  it("takes the settings of a service", () => {
    const [api, db] = buildModel(rich, "own", 0).services;
    expect(api).toMatchObject({
      minAvailable: 540,
      maxRestarts: NEVER,
      backOff: 10 * SECOND,
      rescheduleAfter: 5 * MINUTE,
    });
    expect(api!.start.at(0.7)).toBe(3 * SECOND);
    expect(db).toMatchObject({
      minAvailable: 0,
      maxRestarts: 3,
      backOff: 1_000,
      backOffCap: 4_000,
    });
  });

  it("is asked only for policies there are", () => {
    expect(() => buildModel(rich, "none", 0)).toThrow(InvariantViolation);
  });
});

describe("the hosts of a model", () => {
  const groupsUnder = (policy: string) => buildModel(rich, policy, 0).groups;

  it("are as their group says, where the policy says nothing", () => {
    const [canary, web] = groupsUnder("own");
    expect(canary!.mechanism.kind).toBe("ostree");
    expect(canary!.agent).toMatchObject({ period: 315 * SECOND, successAfterFallback: false });
    expect(web!.mechanism).toMatchObject({ kind: "ab", tries: 1, markGood: 45 * SECOND });
    expect(web!.agent).toMatchObject({ kind: "poll", period: 2 * MINUTE, first: 7 * MINUTE });
    expect(web!.runtime.kind).toBe("containerd");
    expect(web!.runtime.restart.mean).toBe(SECOND);
  });

  it("check no more irregularly than their period allows", () => {
    expect(groupsUnder("own")[1]!.agent.jitter).toBe(2 * MINUTE);
    expect(groupsUnder("ubuntu")[1]!.agent).toMatchObject({ kind: "daily", jitter: HOUR });
  });

  it("are as the policy says, in every group", () => {
    for (const { mechanism, agent, runtime } of groupsUnder("ubuntu")) {
      expect(mechanism.kind).toBe("in-place");
      expect(agent).toMatchObject({ kind: "daily", at: 6 * HOUR, successAfterFallback: false });
      expect(runtime).toMatchObject({ kind: "docker", liveRestore: false });
    }
    for (const { mechanism, agent, runtime } of groupsUnder("instances")) {
      expect(mechanism).toMatchObject({ kind: "image-replace", watchdog: 5 * MINUTE });
      expect(agent.kind).toBe("poll");
      expect(runtime.kind).toBe("rkt");
    }
  });
});

describe("a budget", () => {
  const leastOf = (replicas: number, budget: string): number => {
    const text = RICH.replace("replicas: 600", `replicas: ${replicas}`).replace(
      "{ minAvailable: 90% }",
      budget,
    );
    return buildModel(decode(text), "own", 0).services[0]!.minAvailable;
  };

  // What Kubernetes answers: both shares round up (pkg/controller/disruption).
  it.each([
    [600, "{ minAvailable: 90% }", 540],
    [7, "{ minAvailable: 50% }", 4],
    [7, "{ maxUnavailable: 50% }", 3],
    [7, "{ maxUnavailable: 0 }", 7],
    [7, "{ maxUnavailable: 1 }", 6],
    [7, "{ minAvailable: 7 }", 7],
    [7, "{ minAvailable: 0% }", 0],
    [1_000, "{ minAvailable: 99.9% }", 999],
  ])("of %d replicas and %s leaves at least %d", (replicas, budget, least) => {
    expect(leastOf(replicas, budget)).toBe(least);
  });

  it("never leaves a fraction, nor more than there are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 1_000 }),
        (n, m) => {
          const share = `${m / 10}%`;
          const least = leastOf(n, `{ minAvailable: ${share} }`);
          expect(Number.isInteger(least) && least >= 0 && least <= n).toBe(true);
          expect(least).toBe(Math.ceil((n * m) / 1_000));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a policy of a scenario", () => {
  it("decides", () => {
    const policy = policyOf(rich, "coreos");
    const run = startRun(buildModel(rich, "coreos", 0), policy);
    run.advance(0);
    const { world } = run;
    expect(world.state.groups.map(({ gate }) => gate.maxReboots)).toEqual([1, 1]);
  });

  it("is described in its own words, or in those of its preset", () => {
    expect(describePolicy(rich, "coreos")).toEqual({
      preset: "coreos-locksmith",
      description: "Under a lock.",
    });
    expect(describePolicy(rich, "ubuntu").description).toMatch(/^Ubuntu with/);
    expect(describePolicy(rich, "own")).toEqual({ preset: null, description: "" });
  });
});
