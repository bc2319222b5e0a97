import { describe, expect, it } from "vitest";
import { BootOutcome, Cause, HostPhase } from "../../src/fleet/state/phases.js";
import { bootEpisodes } from "../../src/metrics/boot-episodes.js";
import { MINUTE } from "../../src/support/time.js";
import { fold, measure, Story } from "./story.js";

const failing = (story: Story, host: number, outcome: BootOutcome = BootOutcome.Panicked) =>
  story
    .tell("BootAttempt", host, { to: outcome, cause: Cause.Defect })
    .host(host, HostPhase.Down, Cause.Defect);

const booting = (story: Story, host: number, rest: HostPhase = HostPhase.Serving) =>
  story.tell("BootAttempt", host, { to: BootOutcome.Booted }).host(host, rest);

describe("failed boots", () => {
  it("counts every attempt that did not come up", () => {
    const story = new Story();
    for (const outcome of Object.values(BootOutcome)) failing(story, 0, outcome);
    expect(measure(bootEpisodes, story)["failed-boots"]).toBe(4);
  });
});

describe("an episode", () => {
  const ended = (story: Story) => {
    const values = measure(bootEpisodes, story);
    const ways = ["fell-back", "retried", "repaired", "replaced", "stranded"];
    expect(ways.reduce((sum, way) => sum + values[`boot-episodes.${way}`]!, 0)).toBe(
      values["boot-episodes"],
    );
    return ways.filter((way) => values[`boot-episodes.${way}`] === 1);
  };

  it("does not begin with a boot that comes up", () => {
    expect(measure(bootEpisodes, booting(new Story(), 0))["boot-episodes"]).toBe(0);
  });

  it("is retried where a later attempt just came up", () => {
    expect(ended(booting(failing(failing(new Story(), 0), 0), 0))).toEqual(["retried"]);
  });

  it("fell back where the loader went back", () => {
    const story = failing(new Story(), 0).tell("Fallback", 0, { from: 1, to: 0 });
    expect(ended(booting(story, 0, HostPhase.FallenBack))).toEqual(["fell-back"]);
  });

  it("was replaced where a new instance was made, though the loader had fallen back", () => {
    const story = failing(new Story(), 0).tell("Fallback", 0).host(0, HostPhase.Provisioning);
    expect(ended(booting(story, 0))).toEqual(["replaced"]);
  });

  it("was repaired where a crew came, whatever else was tried", () => {
    const story = failing(new Story(), 0)
      .tell("Fallback", 0)
      .host(0, HostPhase.Provisioning)
      .host(0, HostPhase.UnderRepair)
      .tell("RepairEnded", 0);
    expect(ended(booting(story, 0))).toEqual(["repaired"]);
  });

  it("ends on a degraded host too", () => {
    expect(ended(booting(failing(new Story(), 0), 0, HostPhase.Degraded))).toEqual(["retried"]);
  });

  it("is stranded where the run ends first", () => {
    expect(ended(failing(new Story(), 0).host(0, HostPhase.Workloads))).toEqual(["stranded"]);
  });

  it("knows nothing of what happened before it", () => {
    const before = new Story()
      .tell("Fallback", 0)
      .tell("RepairEnded", 0)
      .host(0, HostPhase.Provisioning);
    expect(ended(booting(failing(before, 0), 0))).toEqual(["retried"]);
  });

  it("knows nothing of other hosts", () => {
    const story = failing(new Story(), 0).tell("RepairEnded", 1).tell("Fallback", 2);
    expect(ended(booting(story, 0))).toEqual(["retried"]);
  });
});

describe("recovery time", () => {
  it("runs from the first failed attempt until the host serves", () => {
    const story = new Story();
    failing(story.at(MINUTE), 0);
    failing(story.at(2 * MINUTE), 0);
    failing(story.at(3 * MINUTE), 1);
    booting(story.at(5 * MINUTE), 1);
    booting(story.at(11 * MINUTE), 0);
    failing(story.at(12 * MINUTE), 0);
    const { scalars, samples, notReached } = fold(bootEpisodes, story);
    expect(samples).toEqual({
      "recovery-time": [2 * MINUTE, 10 * MINUTE],
      "recovery-time.open": [48 * MINUTE],
    });
    // The longest is still open: 1 · 2 min + 2/3 · 8 min + 1/3 · 38 min of the product-limit estimate were seen.
    expect(scalars["recovery-time"]).toBeNull();
    expect(notReached?.["recovery-time"]).toBeCloseTo(20, 9);
    expect(notReached?.["recovery-time.max"]).toBe(48);
    expect(scalars["boot-episodes"]).toBe(3);
  });

  it("does not apply where no episode ended", () => {
    const values = measure(bootEpisodes, failing(new Story(), 0));
    expect(values["recovery-time"]).toBeNull();
    expect(values["recovery-time.max"]).toBeNull();
  });
});
