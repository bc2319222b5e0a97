import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faults } from "../../src/faults/index.js";
import { simulate } from "../../src/simulation/simulate.js";
import {
  faultPlans,
  FleetUnderTest,
  policies,
  policyUnderTest,
  scenarios,
} from "../../src/testing/index.js";
import type { Settings } from "../../src/testing/index.js";
import { quietFleet } from "../../bench/hidden-bug.js";

describe("arbitraries", () => {
  it("draw scenarios that run, whatever the preset and the faults", () => {
    fc.assert(
      fc.property(scenarios({ hosts: 12, hours: 48 }), (data) => {
        const { scenario, policy } = policyUnderTest(data);
        const { breaches, events } = simulate(scenario, { policy, replication: 0 });
        expect(events).toBeGreaterThan(0);
        expect(breaches.filter(({ invariant }) => invariant === "causes-add-up")).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("shrink to one host, no fault and the first release where nothing more is needed", () => {
    const result = fc.check(
      fc.property(scenarios({ hosts: 12 }), () => false),
      { numRuns: 1, seed: 7 },
    );
    const { scenario } = policyUnderTest(result.counterexample![0] as Settings);
    expect(scenario.fleet.groups[0]!.hosts).toBe(1);
    expect(scenario.releases).toHaveLength(1);
    expect(scenario.faults.length).toBeLessThanOrEqual(1);
  });

  it("keep to the kinds and presets that are asked for, and refuse unknown ones", () => {
    const kinds = ["power-loss", "bad-kernel"];
    const drawn = fc.sample(faultPlans({ hosts: 9 }, { kinds }), { numRuns: 50, seed: 1 }).flat();
    expect(new Set(drawn.map(({ kind }) => kind))).toEqual(new Set(kinds));
    expect(() => policies({ presets: ["coreos"] })).toThrow("got coreos");
    const all = fc.sample(faultPlans({ hosts: 9 }), { numRuns: 400, seed: 1 }).flat();
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(faults.length);
  });
});

describe("a fleet under test", () => {
  const subject = policyUnderTest(quietFleet(12));

  it("is where an undisturbed run is at the same time, and stays so when it is told of the future", () => {
    const fleet = new FleetUnderTest(subject).advance("10h");
    const whole = new FleetUnderTest(subject).advance("4h").advance("6h");
    expect(whole.running("1.1.0")).toBe(fleet.running("1.1.0"));
    const struck = new FleetUnderTest(subject).advance("10h");
    struck.strike({ kind: "bad-kernel", for: "1h", hosts: [0] });
    expect(struck.running("1.1.0")).toBe(fleet.running("1.1.0"));
  });

  it("brings down what is struck, and a fork of before stays up", () => {
    const fleet = new FleetUnderTest(subject).advance("1h");
    const fork = fleet.fork();
    fleet.strike({ kind: "power-loss", for: "1h", hosts: [3] }).advance("1m");
    expect(fleet.phaseOf(3)).toBe("down");
    expect(fork.advance("1m").phaseOf(3)).toBe("serving");
  });

  it("gives what is published to hosts, and not while it is halted, also when the story is told again", () => {
    const quiet = policyUnderTest({ ...quietFleet(12), releases: [] });
    const fleet = new FleetUnderTest(quiet).advance("1h").publish("2.0.0").halt("2.0.0");
    fleet
      .advance("10h")
      .strike({ kind: "host-crash", hosts: [1] })
      .advance("10h");
    expect(fleet.running("2.0.0")).toBe(0);
    fleet.resume("2.0.0").advance("40h");
    expect(fleet.running("2.0.0")).toBe(12);
    expect(fleet.breaches()).toEqual([]);
  });

  it("refuses what is no fault, no duration and no release, and goes on as before", () => {
    const fleet = new FleetUnderTest(subject).advance("1h");
    expect(() => fleet.strike({ kind: "meteor" })).toThrow("faults");
    expect(() => fleet.advance("soon")).toThrow("expected a duration");
    expect(() => fleet.halt("9.9.9")).toThrow('got "9.9.9"');
    expect(fleet.advance("1h").now).toBe(7_200_000);
  });
});
