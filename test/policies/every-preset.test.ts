import { describe, expect, it } from "vitest";
import type { Model } from "../../src/fleet/state/model.js";
import type { Command } from "../../src/fleet/control/policy-contract.js";
import { presets } from "../../src/policies/index.js";
import { composePolicy } from "../../src/policies/policy.js";
import { policyInput, resolvePolicy } from "../../src/policies/policy-schema.js";
import { decodeScenario } from "../../src/scenario/load.js";
import { buildModel, policyOf } from "../../src/simulation/build-model.js";
import { startRun, type Run } from "../../src/simulation/run.js";
import { DAY, HOUR } from "../../src/support/time.js";
import { viewAt } from "./views.js";

const names = presets.map(({ name }) => name);

/** One release for a fleet with room to drain into, under every preset. */
function scenarioWith(overrides: object) {
  const scenario = {
    apiVersion: "shakedown/v1",
    name: "every-preset",
    seed: 7,
    horizon: "60d",
    fleet: {
      groups: [
        { name: "web", hosts: 1000, zones: ["a", "b", "c"], channel: "stable", capacity: 4 },
      ],
    },
    services: [
      { name: "api", group: "web", start: "5s", replicas: 2000, budget: { minAvailable: "90%" } },
    ],
    releases: [{ version: "1.0.0", payload: "100MB", channels: { stable: "1h" } }],
    policies: Object.fromEntries(names.map((preset) => [preset, { preset }])),
    ...overrides,
  };
  return decodeScenario(JSON.stringify(scenario), "every-preset.json");
}

/** Runs a scenario under one of its policies, to the end. */
function runOf(scenario: ReturnType<typeof scenarioWith>, policy: string, change = same): Run {
  const run = startRun(change(buildModel(scenario, policy, 0)), policyOf(scenario, policy));
  run.advance(scenario.horizon);
  return run;
}

const same = (model: Model): Model => model;

/** Breaches of what must hold whatever the policy; that a real system can leave a host without a good slot is a finding of its own. */
function breachesOf(run: Run): string[] {
  const findings = ["reboot-has-fallback", "running-slot-never-written"];
  return run
    .finish()
    .breaches.filter(({ invariant }) => !findings.includes(invariant))
    .map(({ invariant, message }) => `${invariant}: ${message}`);
}

/** Hosts that have the release in place, whether or not they have been rebooted into it. */
function hostsWithRelease(run: Run): number {
  const { installed } = run.world.state.hosts;
  let count = 0;
  for (let host = 0; host < run.world.facts.hosts; host++) {
    if (installed.subarray(3 * host, 3 * host + 3).every((release) => release === 0)) count += 1;
  }
  return count;
}

describe.each(names)("the preset %s", (preset) => {
  it("brings a good release to every one of 1,000 hosts", () => {
    const run = runOf(scenarioWith({}), preset);
    expect(hostsWithRelease(run)).toBe(1000);
    expect(breachesOf(run)).toEqual([]);
  });

  it("survives a fleet without hosts", () => {
    const empty = (model: Model): Model => ({
      ...model,
      groups: model.groups.map((group) => ({ ...group, hosts: 0 })),
      services: [],
    });
    expect(breachesOf(runOf(scenarioWith({ horizon: "5d" }), preset, empty))).toEqual([]);
  });

  it("survives a release that lets no host boot", () => {
    const releases = [
      {
        version: "1.0.0",
        payload: "100MB",
        channels: { stable: "1h" },
        defects: [{ kind: "kernel-panic", probability: "100%" }],
      },
    ];
    const fleet = { groups: [{ name: "web", hosts: 200, channel: "stable", capacity: 4 }] };
    const services = [{ name: "api", group: "web", start: "5s", replicas: 400 }];
    const run = runOf(scenarioWith({ releases, fleet, services, horizon: "10d" }), preset);
    expect(breachesOf(run)).toEqual([]);
  });

  it("survives reports that are lost and that arrive twice", () => {
    const groups = [
      {
        name: "web",
        hosts: 200,
        channel: "stable",
        capacity: 4,
        agent: { reportLoss: "30%", reportDuplicates: "30%" },
      },
    ];
    const services = [{ name: "api", group: "web", start: "5s", replicas: 400 }];
    const run = runOf(scenarioWith({ fleet: { groups }, services, horizon: "20d" }), preset);
    expect(breachesOf(run)).toEqual([]);
  });

  it("goes on after a partition from its coordinator, and reaches every host in the end", () => {
    const faults = [
      { kind: "network-partition", from: "2h", for: "3d", cuts: ["lock", "reports"] },
    ];
    const fleet = { groups: [{ name: "web", hosts: 200, channel: "stable", capacity: 4 }] };
    const services = [{ name: "api", group: "web", start: "5s", replicas: 400 }];
    const run = runOf(scenarioWith({ faults, fleet, services, horizon: "40d" }), preset);
    expect(hostsWithRelease(run)).toBe(200);
    expect(breachesOf(run)).toEqual([]);
  });

  it("takes a jump of the clock for what it is: time that has passed", () => {
    const policy = composePolicy(resolvePolicy(policyInput.parse({ preset })).parts);
    const release = { publishedAt: [0, 0], grants: 50, successes: 40, failures: 5 };
    let memory = policy.start();
    for (const now of [0, HOUR, 30 * DAY, 30 * DAY + 1, 400 * DAY]) {
      const decision = policy.decide(viewAt(now, [release]), memory);
      expect(decision.wakeAt).toBeGreaterThan(now);
      expect(decision.commands.filter((command) => !isOrderly(command))).toEqual([]);
      memory = decision.memory;
    }
  });
});

/** An offer's shares are between none and all, and neither they nor their times ever fall. */
function isOrderly(command: Command): boolean {
  if (command.kind !== "offer" || "times" in command.schedule) return true;
  return command.schedule.every(([at, share], index, points) => {
    const [before, less] = points[index - 1] ?? [0, 0];
    return share >= less && share <= 1 && at >= before;
  });
}
