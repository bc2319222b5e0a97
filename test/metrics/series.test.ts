import { describe, expect, it } from "vitest";
import {
  BootOutcome,
  ContainerPhase,
  HostPhase,
  ReportStatus,
} from "../../src/fleet/state/phases.js";
import { bootEpisodes } from "../../src/metrics/boot-episodes.js";
import { deadLockTime } from "../../src/metrics/dead-lock-time.js";
import { downloads } from "../../src/metrics/downloads.js";
import { exposure } from "../../src/metrics/exposure.js";
import { SERIES_BINS, type Metric } from "../../src/metrics/metric.js";
import { serving } from "../../src/metrics/serving.js";
import { truthGap } from "../../src/metrics/truth-gap.js";
import { HOUR, MINUTE } from "../../src/support/time.js";
import { fleet, fold, measure, release, Story } from "./story.js";

/** Four hosts, 0 and 2 in zone a, 1 and 3 in zone b; four bins an hour tell when something happened. */
const facts = fleet({ homeOf: Int32Array.from([0, 0, 0, 0, 2, 1, 1, 3, 3, 3]) });
const at = (quarter: number) => quarter * 15 * MINUTE;

/** Mean of a series over each quarter of the hour. */
function quarters(metric: Metric, story: Story, name: string): number[] {
  const series = fold(metric, story, facts).series![name]!;
  const bins = SERIES_BINS / 4;
  return [0, 1, 2, 3].map((quarter) => {
    const some = series.slice(quarter * bins, (quarter + 1) * bins);
    return Number((some.reduce((sum, value) => sum + value, 0) / bins).toFixed(9));
  });
}

describe("serving capacity of a zone", () => {
  const story = new Story(facts)
    .at(at(1))
    .container(0, ContainerPhase.Stopping)
    .tell("ContainerMoved", 0, { from: 0, to: 1 })
    .at(at(2))
    .container(0, ContainerPhase.Serving)
    .at(at(3))
    .tell("ContainerMoved", 0, { from: 1, to: -1 })
    .container(0, ContainerPhase.Waiting);

  it("loses a container where it began to serve, and gains it where it serves next", () => {
    expect(quarters(serving, story, "serving.a")).toEqual([1, 0.8, 0.8, 0.8]);
    expect(quarters(serving, story, "serving.b")).toEqual([1, 1, 1.2, 1]);
  });

  it("has no series of its own in a fleet of one zone", () => {
    const alone = fleet({ zones: ["a"], zoneOf: new Uint16Array(4) });
    const { series } = fold(serving, new Story(alone), alone);
    expect(Object.keys(series!)).toEqual(["serving"]);
  });
});

it("the load on the update server is the number of downloads under way", () => {
  const story = new Story(facts)
    .at(at(1))
    .tell("DownloadBegan", 0, { to: 1 })
    .tell("DownloadBegan", 1, { to: 2 })
    .at(at(2))
    .tell("DownloadEnded", 0, { to: 1 })
    .at(at(3))
    .tell("DownloadEnded", 1, { to: 0 });
  expect(quarters(downloads, story, "downloads")).toEqual([0, 2, 1, 0]);
});

it("a host that dies holds its lock until it is released", () => {
  const story = new Story(facts)
    .at(at(1))
    .tell("LockTaken", 0)
    .at(at(2))
    .host(0, HostPhase.Down)
    .tell("LockTaken", 1)
    .at(at(3))
    .tell("LockReleased", 0);
  expect(quarters(deadLockTime, story, "locks-held")).toEqual([0, 1, 2, 1]);
});

it("what is reported and what is so go apart and come together", () => {
  const story = new Story(facts)
    .at(at(1))
    .host(0, HostPhase.Down)
    .at(at(2))
    .tell("Report", 0, { to: ReportStatus.Failed })
    .at(at(3))
    .host(0, HostPhase.Serving);
  expect(quarters(truthGap, story, "well")).toEqual([1, 0.75, 0.75, 1]);
  expect(quarters(truthGap, story, "reported-good")).toEqual([1, 1, 0.75, 0.75]);
  expect(measure(truthGap, story, facts)["truth-gap"]).toBe(15 * 60);
});

it("an episode that is open at the end says how long it has lasted", () => {
  const story = new Story(facts).at(at(3)).tell("BootAttempt", 2, { to: BootOutcome.Panicked });
  expect(fold(bootEpisodes, story, facts).samples).toEqual({
    "recovery-time": [],
    "recovery-time.open": [HOUR - at(3)],
  });
});

describe("the time to detect", () => {
  const bad = fleet({ releases: [release("1.0"), release("1.1", { bad: true })] });

  it("runs from the first host exposed to the first notice or halt", () => {
    const story = new Story(bad)
      .at(at(1))
      .runs(0, 1)
      .at(at(2))
      .tell("TroubleNoticed", 3, { from: 0 })
      .at(at(3))
      .tell("TroubleNoticed", 0, { from: 1 })
      .tell("Halted", 1);
    expect(measure(exposure, story, bad)["time-to-detect"]).toBe(0.5);
  });

  it("does not apply where a bad release is halted before anybody ran it", () => {
    const story = new Story(bad).tell("Halted", 1).at(at(1)).runs(0, 1);
    expect(measure(exposure, story, bad)["time-to-detect"]).toBeNull();
  });
});
