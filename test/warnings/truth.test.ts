import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import { decodeScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import { simulate } from "../../src/simulation/simulate.js";
import { codesIn, scenarioText } from "./scenarios.js";

/** What warnings say cannot happen does not, in the simulated world. */

const scenario = (pieces: string): Scenario => decodeScenario(scenarioText(pieces), "s.yaml");
const policy = (text: string) => `policies: { ours: { ${text} } }\n`;

function runs(pieces: string, replications = 3) {
  const one = scenario(pieces);
  return Array.from({ length: replications }, (_, replication) =>
    simulate(one, { policy: Object.keys(one.policies)[0]!, replication }),
  );
}

const hashes = (pieces: string): string[] => runs(pieces).map(({ hash }) => hash);

/** Times that a kind of transition happens. */
function count(pieces: string, kind: number, replication = 0): number {
  const one = scenario(pieces);
  let times = 0;
  simulate(one, { policy: Object.keys(one.policies)[0]!, replication }, (transition) => {
    if (transition.kind === kind) times += 1;
  });
  return times;
}

/** A world in which much goes wrong: what has an effect shows. */
const ROUGH = `releases:
  - { version: 1.1.0, payload: 150MB, channels: { stable: 1d }, defects: [{ kind: kernel-panic, probability: 20% }] }
  - { version: 1.2.0, payload: 150MB, channels: { stable: 6d } }
faults:
  - { kind: power-loss, rate: { per: host, every: 20d }, for: 10m }
  - { kind: update-server-outage, from: 2d, for: 6h }
`;

describe("a setting without effect", () => {
  it.each<[without: string, more: string]>([
    [
      "preset: coreos-immediate, update: { kind: in-place }",
      "update: { kind: in-place, tries: 3 }",
    ],
    [
      "preset: coreos-immediate, update: { kind: in-place }",
      "update: { kind: in-place, markGood: 9m }",
    ],
    ["preset: coreos-immediate, update: { kind: ostree }", "update: { kind: ostree, tries: 3 }"],
    [
      "preset: coreos-immediate, update: { kind: ostree }",
      "update: { kind: ostree, healthChecks: [network] }",
    ],
    ["preset: coreos-immediate", "update: { kind: ab, unbootableShare: 90% }"],
    ["preset: coreos-immediate", "update: { kind: ab, autoFix: false }"],
    ["preset: coreos-immediate", "update: { kind: ab, downgrade: false }"],
    ["preset: coreos-immediate", "update: { kind: ab, provision: 30m }"],
    ["preset: coreos-immediate", "update: { kind: ab, replaceAttempts: 9 }"],
    [
      "preset: coreos-immediate, update: { kind: image-replace }",
      "update: { kind: image-replace, install: 30m }",
    ],
    [
      "preset: coreos-immediate, update: { kind: image-replace }",
      "update: { kind: image-replace, loader: systemd }",
    ],
    [
      "preset: coreos-immediate, agent: { protocol: plain }",
      "agent: { protocol: plain, pollInterval: 2h }",
    ],
    ["preset: coreos-immediate", 'agent: { at: "17:00" }'],
    ["preset: coreos-immediate, agent: { kind: daily }", "agent: { kind: daily, period: 3h }"],
    [
      "preset: coreos-immediate, runtime: { kind: rkt }",
      "runtime: { kind: rkt, liveRestore: true }",
    ],
    ["preset: kured", "reboot: { forceReboot: true }"],
    ["reboot: { kind: immediate }", "reboot: { kind: immediate, lockedFor: 9h }"],
    ["reboot: { kind: immediate }", "reboot: { kind: immediate, spread: 9h }"],
    ["reboot: { kind: semaphore }", "reboot: { kind: semaphore, recheckWindow: false }"],
    [
      "reboot: { kind: semaphore, drain: { kind: none } }",
      "reboot: { kind: semaphore, drain: { kind: none, timeout: 1m } }",
    ],
    [
      "reboot: { kind: semaphore, drain: { kind: evict } }",
      "reboot: { kind: semaphore, drain: { kind: evict, atTimeout: stuck } }",
    ],
    [
      "reboot: { kind: semaphore, drain: { kind: evict, timeout: 9m, atTimeout: reboot } }",
      "reboot: { kind: semaphore, drain: { kind: evict, timeout: 9m, atTimeout: reboot, retry: 3h } }",
    ],
    [
      "reboot: { kind: brupop, enforceTimeouts: false }",
      "reboot: { kind: brupop, enforceTimeouts: false, timeouts: 1m }",
    ],
    [
      "operator: { kind: on-call, failures: never, troubles: never }",
      "operator: { kind: on-call, failures: never, troubles: never, lag: 9h }",
    ],
  ])("beside %s moves no transition: %s", (without, more) => {
    const laid = { ...(parse(`{ ${without} }`) as object), ...(parse(`{ ${more} }`) as object) };
    const withIt = `policies: ${JSON.stringify({ ours: laid })}\n`;
    expect(codesIn(ROUGH + withIt).some((one) => one.startsWith("setting-without-effect"))).toBe(
      true,
    );
    expect(hashes(ROUGH + withIt)).toEqual(hashes(ROUGH + policy(without)));
  });
});

describe("what never happens", () => {
  const release = (defect: string, more = "") =>
    `releases: [{ version: 1.1.0, payload: 150MB, channels: { stable: 1d }, defects: [{ ${defect} }] ${more} }]\n`;
  const PANIC = "kind: kernel-panic, probability: 100%";

  it.each([
    ["", ", packages: [runtime]", ""],
    [", cohorts: [old]", "", "fleet: { groups: [{ name: web, hosts: 30, cohorts: { old: 0% } }] }"],
    [", minContainers: 11", "", ""],
    [", runtimes: [rkt]", "", ""],
    [", after: 30d", "", ""],
  ])("is the bite of a defect%s%s", (defect, packages, more) => {
    const text = `${release(PANIC + defect, packages)}${more}\n`;
    expect(codesIn(text).filter((one) => one.startsWith("defect-never-bites"))).toHaveLength(1);
    expect(count(text, TransitionKind.DefectBit)).toBe(0);
    expect(count(release(PANIC), TransitionKind.DefectBit)).toBeGreaterThan(0);
  });

  it.each([
    [PANIC, ""],
    [`${PANIC}, detectable: false`, "channels: { stable: { testers: 500 } }\n"],
    [`${PANIC}, groups: [web]`, "channels: { stable: { testers: 500 } }\n"],
    [`${PANIC}, cohorts: [old]`, "channels: { stable: { testers: 500 } }\n"],
    [`${PANIC}, minContainers: 8`, "channels: { stable: { testers: 500, containers: 4 } }\n"],
    [PANIC, "channels: { stable: { testers: 5, reports: 6 } }\n"],
    [PANIC, "channels: { stable: { testers: 500, reaction: 30d } }\n"],
  ])("is the publication of a fix for %s, %s", (defect, channels) => {
    const fix = ", fix: { after: 1d, version: 1.1.1 }";
    const text = release(defect, fix) + channels;
    expect(codesIn(text)).toContain("fix-never-published releases.0.fix");
    const published = [0, 1, 2, 3, 4].map((replication) =>
      count(text, TransitionKind.Published, replication),
    );
    expect(published).toEqual([1, 1, 1, 1, 1]);
    const tested = release(PANIC, fix) + "channels: { stable: { testers: 500 } }\n";
    expect(count(tested, TransitionKind.Published)).toBe(2);
  });

  it("is the end of a drain under a budget that nothing can satisfy", () => {
    const stuck = `services: [{ name: api, group: web, replicas: 30, start: 3s, budget: { minAvailable: 99% } }]\n`;
    const kured = policy("preset: kured, reboot: { period: 5m }");
    expect(codesIn(stuck + kured)[0]).toMatch(/^budget-never-satisfied/);
    expect(runs(stuck + kured).every(({ values }) => values.scalars["reboots"]! < 30)).toBe(true);
    const forced = policy(
      "preset: kured, reboot: { period: 5m, drainTimeout: 5m, forceReboot: true }",
    );
    expect(runs(stuck + forced).every(({ values }) => values.scalars["reboots"] === 30)).toBe(true);
  });

  it.each([
    "channels: { stable: 30d }",
    "channels: { alpha: 1d }",
    "channels: { stable: 1d }, for: [in-place]",
  ])("is the grant of a release with %s", (written) => {
    const text = `releases: [{ version: 1.1.0, payload: 150MB, ${written} }]\n`;
    expect(codesIn(text)[0]).toMatch(/^release-never-arrives/);
    expect(count(text, TransitionKind.Granted)).toBe(0);
  });

  it.each([
    "{ at: 1h, do: halt, version: 1.1.0 }",
    "{ at: 30d, do: halt }",
    "{ at: 2d, do: resume }",
    "{ at: 25h, do: unlock }",
  ])("is the effect of the order %s", (order) => {
    const lockless = "preset: coreos-immediate";
    const text = policy(`${lockless}, operator: { kind: scripted, orders: [${order}] }`);
    expect(codesIn(text)[0]).toMatch(/^order-without-effect/);
    expect(hashes(text)).toEqual(hashes(policy(lockless)));
  });

  it.each([
    "kind: host-crash, from: 30d",
    "kind: host-crash, from: 3d, share: 0%",
    "kind: drain-stuck, from: 1d, for: 5d",
    "kind: evictions-refused, from: 1d, for: 5d",
  ])("is the effect of the fault %s", (fault) => {
    const text = `faults: [{ ${fault} }]\n`;
    expect(codesIn(text)[0]).toMatch(/^fault-without-effect/);
    const figures = (pieces: string) => runs(pieces).map(({ values }) => values.scalars);
    expect(figures(text)).toEqual(figures(""));
  });

  it("is a reboot in a window that does not open, or closes before the turn of a host", () => {
    const shut = `horizon: 4d\n${policy('reboot: { kind: immediate, windows: [{ days: [sat], start: "02:00", length: 4h }] }')}`;
    expect(codesIn(shut)[0]).toMatch(/^window-fits-no-reboot/);
    expect(count(shut, TransitionKind.RebootChosen)).toBe(0);
    const kured = (period: string) =>
      policy(
        `preset: kured, reboot: { concurrency: 30, period: ${period}, window: { start: "2:00", end: "2:20" } }`,
      );
    expect(codesIn(kured("60m"))[0]).toMatch(/^window-fits-no-reboot/);
    expect(runs(kured("60m")).every(({ values }) => values.scalars["reboots"]! < 30)).toBe(true);
    expect(runs(kured("10m")).every(({ values }) => values.scalars["reboots"] === 30)).toBe(true);
  });

  it("is a good release that a gate on silence lets alone, where the windows are shut for longer", () => {
    // Published when the window has just shut.
    const morning = "releases: [{ version: 1.1.0, payload: 150MB, channels: { stable: 31h } }]\n";
    const nightly = (after: string) =>
      morning +
      policy(
        `offer: { kind: channel }, health: { kind: halt-on-silence, after: ${after}, hosts: 3 }, reboot: { kind: immediate, windows: [{ start: "02:00", length: 4h }] }`,
      );
    expect(codesIn(nightly("3h"))[0]).toMatch(/^silence-halts-good-releases/);
    expect(count(nightly("3h"), TransitionKind.Halted)).toBeGreaterThan(0);
    expect(codesIn(nightly("30h"))).toEqual([]);
    expect(count(nightly("30h"), TransitionKind.Halted)).toBe(0);
  });

  it("is the end of a rollout through a lock that is too slow, or an offer that is too short", () => {
    const slow = `horizon: 2d\nfleet: { groups: [{ name: web, hosts: 1500 }] }\n`;
    expect(codesIn(slow)[0]).toMatch(/^lock-too-slow/);
    expect(runs(slow, 1)[0]!.values.scalars["reboots"]).toBeLessThan(1500);
    const waves = `horizon: 3d\n${policy("preset: canary-waves, offer: { waves: [10%, 25%, 50%, 100%], soak: 24h }")}`;
    expect(codesIn(waves)[0]).toMatch(/^offer-never-completes/);
    expect(runs(waves).every(({ values }) => values.scalars["reboots"]! < 30)).toBe(true);
  });
});
