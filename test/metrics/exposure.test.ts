import { describe, expect, it } from "vitest";
import { Component } from "../../src/fleet/state/component.js";
import type { DefectReach } from "../../src/fleet/defects/defect-reach.js";
import { BootOutcome, ReleaseChange } from "../../src/fleet/state/phases.js";
import { exposure } from "../../src/metrics/exposure.js";
import { HOUR } from "../../src/support/time.js";
import { fleet, group, fold, measure, release, Story } from "./story.js";

const GOOD = 0;
const BAD = 1;
const FIXED = 2;
const releases = [release("1.0"), release("1.1", { bad: true }), release("1.2")];
const facts = fleet({ horizon: 10 * HOUR, releases });
const inPlace = fleet({ horizon: 10 * HOUR, releases, groups: [group({ mechanism: "in-place" })] });

describe("exposure", () => {
  it("counts each host once, and its hours on the bad release", () => {
    const story = new Story(facts)
      .at(HOUR)
      .runs(0, BAD)
      .at(2 * HOUR)
      .runs(1, BAD)
      .runs(2, GOOD)
      .at(4 * HOUR)
      .runs(0, GOOD, ReleaseChange.Fallback)
      .at(6 * HOUR)
      .runs(0, BAD)
      .at(7 * HOUR)
      .runs(0, FIXED);
    expect(measure(exposure, story, facts)).toEqual({
      exposure: 2,
      "exposure.susceptible": 0,
      "exposure.at-halt": null,
      "exposure-time": 3 + 1 + 8,
      "time-to-detect": null,
      "time-to-halt": null,
    });
    const waited = facts.horizon / HOUR - 1;
    expect(fold(exposure, story, facts).notReached).toEqual({
      "time-to-detect": waited,
      "time-to-halt": waited,
    });
  });

  it("counts a host that only tried to boot it, without hours", () => {
    const story = new Story(facts)
      .tell("BootAttempt", 3, { to: BootOutcome.Panicked, detail: BAD })
      .tell("BootAttempt", 2, { to: BootOutcome.Booted, detail: GOOD })
      .tell("BootAttempt", 1, { to: BootOutcome.Interrupted, detail: -1 });
    expect(measure(exposure, story, facts)).toMatchObject({ exposure: 1, "exposure-time": 0 });
  });

  it("takes the hosts exposed at the first halt of a bad release, not of a good one", () => {
    const story = new Story(facts)
      .runs(0, BAD)
      .tell("Halted", GOOD)
      .runs(1, BAD)
      .tell("Halted", BAD)
      .runs(2, BAD)
      .tell("Halted", BAD);
    expect(measure(exposure, story, facts)).toMatchObject({ exposure: 3, "exposure.at-halt": 2 });
  });

  it("is 0 at a halt that came before anybody took it", () => {
    const story = new Story(facts).tell("Halted", BAD).runs(0, BAD);
    expect(measure(exposure, story, facts)["exposure.at-halt"]).toBe(0);
  });

  it("includes hosts that run a bad release from the start", () => {
    const groups = [group({ hosts: 2, initialRelease: BAD }), group({ first: 2, hosts: 2 })];
    const old = fleet({ horizon: 10 * HOUR, releases, groups });
    const story = new Story(old).at(HOUR).runs(0, FIXED);
    expect(measure(exposure, story, old)).toMatchObject({ exposure: 2, "exposure-time": 1 + 10 });
  });

  it("lasts until the last bad component of a host is gone", () => {
    const KERNEL = 0;
    const RUNTIME = 2;
    const story = new Story(inPlace)
      .at(HOUR)
      .tell("ComponentRunning", 0, { to: RUNTIME, detail: BAD })
      .runs(0, BAD)
      .at(2 * HOUR)
      .tell("ComponentRunning", 0, { to: KERNEL, detail: BAD })
      .at(3 * HOUR)
      .tell("ComponentRunning", 0, { to: RUNTIME, detail: FIXED })
      .runs(0, FIXED)
      .at(5 * HOUR)
      .tell("ComponentRunning", 0, { to: KERNEL, detail: GOOD });
    expect(measure(exposure, story, inPlace)).toMatchObject({ exposure: 1, "exposure-time": 4 });
  });
});

describe("exposed hosts that can be hit", () => {
  const { Kernel: KERNEL, Runtime: RUNTIME } = Component;
  /** A kernel defect in the bad release, for whom it is said. */
  const withDefect = (reach: Partial<DefectReach>) => {
    const defect = { component: KERNEL, groups: [0, 1], cohorts: [], minContainers: 0, ...reach };
    return fleet({
      horizon: 10 * HOUR,
      releases: [releases[0]!, release("1.1", { bad: true, defects: [defect] }), releases[2]!],
      groups: [group({ hosts: 3 }), group({ name: "db", first: 3, hosts: 2 })],
      cohorts: ["standard", "odd"],
      cohortOf: Uint16Array.of(0, 1, 0, 1, 0),
      asked: { slas: [HOUR], splits: ["group"] },
    });
  };
  const susceptible = (reach: Partial<DefectReach>, tell: (story: Story) => Story) => {
    const world = withDefect(reach);
    return measure(exposure, tell(new Story(world)), world)["exposure.susceptible"];
  };
  const all = (story: Story) => [0, 1, 2, 3, 4].reduce((told, h) => told.runs(h, BAD), story);

  it("are all where the defect is for everybody", () => {
    expect(susceptible({}, all)).toBe(5);
  });

  it("are those of its groups and cohorts", () => {
    expect(susceptible({ groups: [1] }, all)).toBe(2);
    expect(susceptible({ cohorts: [1] }, all)).toBe(2);
    expect(susceptible({ groups: [0], cohorts: [1] }, all)).toBe(1);
  });

  it("are told apart by group, and so are all that are exposed", () => {
    const world = withDefect({ cohorts: [0] });
    expect(fold(exposure, all(new Story(world)), world).parts).toMatchObject({
      "exposure{group=web}": 3,
      "exposure{group=db}": 2,
      "exposure.susceptible{group=web}": 2,
      "exposure.susceptible{group=db}": 1,
    });
  });

  it("are counted once, also when they only try to boot it", () => {
    const twice = (story: Story) =>
      story.tell("BootAttempt", 0, { to: BootOutcome.Panicked, detail: BAD }).runs(0, BAD);
    expect(susceptible({}, twice)).toBe(1);
  });

  it("are none where the packages that carry the defect were not taken", () => {
    const world = {
      ...withDefect({ component: RUNTIME }),
      groups: [group({ hosts: 5, mechanism: "in-place" })],
    };
    const kernel = new Story(world).tell("ComponentRunning", 0, { to: KERNEL, detail: BAD });
    expect(measure(exposure, kernel, world)).toMatchObject({
      exposure: 1,
      "exposure.susceptible": 0,
    });
    const both = kernel.tell("ComponentRunning", 0, { to: RUNTIME, detail: BAD });
    expect(measure(exposure, both, world)["exposure.susceptible"]).toBe(1);
  });

  it("wait for the containers that the defect takes, as long as they run it", () => {
    // Every container is on host 0.
    const drained = (story: Story) =>
      [0, 1].reduce((told, c) => told.move(c, 1), story.runs(1, BAD));
    expect(susceptible({ minContainers: 2 }, drained)).toBe(1);
    expect(susceptible({ minContainers: 3 }, drained)).toBe(0);
    expect(susceptible({ minContainers: 10 }, (story) => story.runs(0, BAD))).toBe(1);
    const mended = (story: Story) =>
      [0, 1, 2].reduce((told, c) => told.move(c, 1), story.runs(1, BAD).runs(1, FIXED));
    expect(susceptible({ minContainers: 3 }, mended)).toBe(0);
  });
});
