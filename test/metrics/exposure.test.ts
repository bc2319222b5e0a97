import { describe, expect, it } from "vitest";
import { BootOutcome, ReleaseChange } from "../../src/fleet/phases.js";
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
