import { describe, expect, it } from "vitest";
import {
  BootOutcome,
  HostPhase,
  ReleaseChange,
  ReportStatus,
} from "../../src/fleet/state/phases.js";
import { bootEpisodes } from "../../src/metrics/boot-episodes.js";
import { deadLockTime } from "../../src/metrics/dead-lock-time.js";
import { downloads } from "../../src/metrics/downloads.js";
import { evictions } from "../../src/metrics/evictions.js";
import { halts } from "../../src/metrics/halts.js";
import { reboots } from "../../src/metrics/reboots.js";
import { repairs } from "../../src/metrics/repairs.js";
import { repeatedInstalls } from "../../src/metrics/repeated-installs.js";
import { replacements } from "../../src/metrics/replacements.js";
import { truthGap } from "../../src/metrics/truth-gap.js";
import { HOUR, MINUTE } from "../../src/support/time.js";
import { fleet, fold, group, measure, release, Story } from "./story.js";

describe("truth gap", () => {
  const gap = (story: Story) => measure(truthGap, story)["truth-gap"];

  it("lasts while a host that is reported good is not well", () => {
    const story = new Story()
      .at(MINUTE)
      .host(0, HostPhase.Degraded)
      .at(2 * MINUTE)
      .host(0, HostPhase.Down)
      .at(3 * MINUTE)
      .host(0, HostPhase.Serving);
    expect(gap(story)).toBe(120);
  });

  it("is closed by a report that says otherwise and opened again by one that lies", () => {
    const story = new Story()
      .at(MINUTE)
      .host(0, HostPhase.Down)
      .at(3 * MINUTE)
      .tell("Report", 0, { from: ReportStatus.Good, to: ReportStatus.Failed })
      .at(5 * MINUTE)
      .host(0, HostPhase.UnderRepair)
      .at(10 * MINUTE)
      .tell("Report", 0, { from: ReportStatus.Failed, to: ReportStatus.Updating })
      .at(59 * MINUTE)
      .tell("Report", 0, { from: ReportStatus.Updating, to: ReportStatus.Good });
    expect(gap(story)).toBe(120 + 60);
  });

  it("does not open for hosts that drain or have fallen back", () => {
    const story = new Story().at(MINUTE).host(0, HostPhase.Draining).host(1, HostPhase.FallenBack);
    expect(gap(story)).toBe(0);
  });

  it("does not open for a bad report of a host that is well", () => {
    const story = new Story().at(MINUTE).tell("Report", 0, { to: ReportStatus.Failed });
    expect(gap(story)).toBe(0);
  });
});

describe("evictions", () => {
  it("count containers that leave a host while it drains", () => {
    const story = new Story()
      .move(0, 1)
      .host(1, HostPhase.Draining)
      .move(0, 2)
      .host(1, HostPhase.ShuttingDown)
      .move(1, 1)
      .move(1, -1)
      .move(1, 3);
    expect(measure(evictions, story)).toEqual({ evictions: 1 });
  });

  it("count containers that find no room elsewhere", () => {
    const story = new Story().host(0, HostPhase.Draining).move(5, -1).move(5, 1);
    expect(measure(evictions, story)).toEqual({ evictions: 1 });
  });
});

describe("repeated installs", () => {
  const count = (story: Story) => measure(repeatedInstalls, story)["repeated-installs"];
  const install = (story: Story, host: number, to: number, cause = 1) =>
    story.tell("InstallEnded", host, { to, cause });

  it("count a release again that the loader gave up", () => {
    const story = install(new Story(), 0, 1).tell("Fallback", 0, { from: 1, to: 0 });
    install(install(story, 0, 1), 0, 1);
    expect(count(story)).toBe(2);
  });

  it("leave out other releases, other hosts and installations broken off", () => {
    const story = new Story().tell("Fallback", 0, { from: 1, to: 0 });
    install(install(install(story, 0, 0), 1, 1), 0, 1, 0);
    expect(count(story)).toBe(0);
  });

  it("count a release again that people took off the host", () => {
    const story = new Story().runs(0, 1).runs(0, 0, ReleaseChange.Repair);
    expect(count(install(story, 0, 1))).toBe(1);
  });

  it("count a release again whose failed boot was repaired, though it never ran whole", () => {
    const story = new Story()
      .tell("BootAttempt", 0, { to: BootOutcome.Panicked, detail: 1 })
      .tell("RepairEnded", 0);
    expect(count(install(story, 0, 1))).toBe(1);
  });

  it("do not blame a release for a power loss, nor for a repair after it has booted", () => {
    const story = new Story()
      .tell("BootAttempt", 0, { to: BootOutcome.Interrupted, detail: 1 })
      .tell("RepairEnded", 0)
      .tell("BootAttempt", 1, { to: BootOutcome.Hung, detail: 1 })
      .tell("BootAttempt", 1, { to: BootOutcome.Booted, detail: 1 })
      .tell("RepairEnded", 1);
    install(install(story, 0, 1), 1, 1);
    expect(count(story)).toBe(0);
  });
});

describe("dead lock time", () => {
  it("runs while the holder is down or under repair", () => {
    const story = new Story()
      .at(MINUTE)
      .host(0, HostPhase.Down)
      .at(2 * MINUTE)
      .tell("LockTaken", 0, { to: 1, detail: 1 })
      .at(4 * MINUTE)
      .host(0, HostPhase.UnderRepair)
      .at(5 * MINUTE)
      .host(0, HostPhase.Firmware)
      .at(6 * MINUTE)
      .host(0, HostPhase.Down)
      .at(7 * MINUTE)
      .tell("LockReleased", 0, { to: 0, detail: 1 });
    expect(measure(deadLockTime, story)).toEqual({ "dead-lock-time": 180 + 60 });
  });

  it("is nothing while holders reboot or others are dead", () => {
    const story = new Story()
      .tell("LockTaken", 0, { to: 1, detail: 1 })
      .host(0, HostPhase.ShuttingDown)
      .host(1, HostPhase.Down);
    expect(measure(deadLockTime, story)).toEqual({ "dead-lock-time": 0 });
  });
});

describe("counts", () => {
  it("of downloads and their peak", () => {
    const story = new Story()
      .tell("DownloadBegan", 0, { to: 1 })
      .tell("DownloadBegan", 1, { to: 2 })
      .tell("DownloadEnded", 0, { to: 1 })
      .tell("DownloadBegan", 2, { to: 2 });
    expect(measure(downloads, story)).toEqual({ downloads: 3, "peak-downloads": 2 });
  });

  it("of repairs that ended and the hours they took", () => {
    const story = new Story()
      .tell("RepairBegan", 0, { to: 1 })
      .at(HOUR / 2)
      .tell("RepairEnded", 0)
      .tell("RepairBegan", 1, { to: 1 })
      .at((3 * HOUR) / 2)
      .tell("RepairEnded", 1)
      .tell("RepairBegan", 2, { to: 1 });
    expect(measure(repairs, story)).toEqual({ repairs: 2, "operator-time": 1.5 });
  });

  it("of reboots and halts", () => {
    const story = new Story()
      .tell("RebootChosen", 0)
      .tell("RebootChosen", 0)
      .tell("Halted", 0)
      .tell("Resumed", 0);
    expect(measure(reboots, story)).toEqual({ reboots: 2 });
    expect(measure(halts, story)).toEqual({ halts: 1, "halts.good": 1 });
  });

  it("of halts for nothing apart, by group", () => {
    const world = fleet({
      releases: [release("1.0"), release("1.1", { bad: true })],
      groups: [group(), group({ name: "db", first: 4 })],
      asked: { slas: [HOUR], splits: ["group"] },
    });
    const story = new Story(world)
      .tell("Halted", 0, { from: 0 })
      .tell("Halted", 1, { from: 0 })
      .tell("Halted", 1, { from: 1 });
    const { scalars, parts } = fold(halts, story, world);
    expect(scalars).toEqual({ halts: 3, "halts.good": 1 });
    expect(parts).toEqual({
      "halts{group=web}": 2,
      "halts.good{group=web}": 1,
      "halts{group=db}": 1,
      "halts.good{group=db}": 0,
    });
  });

  it("of new instances in the place of hosts", () => {
    const story = new Story()
      .host(0, HostPhase.ShuttingDown)
      .host(0, HostPhase.Provisioning)
      .host(0, HostPhase.Firmware)
      .host(0, HostPhase.Provisioning)
      .host(1, HostPhase.Provisioning)
      .host(2, HostPhase.UnderRepair);
    expect(measure(replacements, story)).toEqual({ "hosts-replaced": 3 });
  });
});

describe("counts of parts of the fleet", () => {
  const world = fleet({ asked: { slas: [HOUR], splits: ["zone"] } });

  it("tell evictions apart by the host that was left", () => {
    const story = new Story(world)
      .host(0, HostPhase.Draining)
      .move(0, 1)
      .move(1, 1)
      .host(1, HostPhase.Draining)
      .move(0, 2);
    expect(fold(evictions, story, world).parts).toEqual({
      "evictions{zone=a}": 2,
      "evictions{zone=b}": 1,
    });
  });

  it("tell downloads apart", () => {
    const story = new Story(world);
    for (const host of [0, 1, 3]) story.tell("DownloadBegan", host, { to: 1 });
    expect(fold(downloads, story, world).parts).toEqual({
      "downloads{zone=a}": 1,
      "downloads{zone=b}": 2,
    });
  });

  it("tell boot episodes and how long they last apart", () => {
    const panics = (story: Story, host: number) =>
      story.tell("BootAttempt", host, { to: BootOutcome.Panicked });
    const story = panics(panics(new Story(world), 0), 1)
      .at(10 * MINUTE)
      .host(0, HostPhase.Kernel)
      .host(0, HostPhase.Serving);
    panics(story.at(20 * MINUTE), 2)
      .tell("RepairEnded", 2)
      .at(40 * MINUTE)
      .host(2, HostPhase.Kernel)
      .host(2, HostPhase.Serving);
    const { parts, notReached, scalars } = fold(bootEpisodes, story, world);
    expect(scalars).toMatchObject({ "boot-episodes": 3, "recovery-time": null });
    expect(parts).toMatchObject({
      "failed-boots{zone=a}": 2,
      "boot-episodes{zone=a}": 2,
      "boot-episodes.retried{zone=a}": 1,
      "boot-episodes.repaired{zone=a}": 1,
      "boot-episodes.stranded{zone=b}": 1,
      "recovery-time{zone=a}": 15,
      "recovery-time.max{zone=a}": 20,
      "recovery-time{zone=b}": null,
    });
    expect(notReached).toMatchObject({ "recovery-time{zone=b}": 60 });
  });
});
