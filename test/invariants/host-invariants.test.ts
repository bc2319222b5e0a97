import { describe, expect, it } from "vitest";
import {
  BootOutcome,
  Cause,
  HostPhase,
  ReleaseChange,
  ReportStatus,
} from "../../src/fleet/state/phases.js";
import { downloadsBalance } from "../../src/invariants/downloads-balance.js";
import { fallenBackAfterFallback } from "../../src/invariants/fallen-back-after-fallback.js";
import { faultsOnTime } from "../../src/invariants/faults-on-time.js";
import { grantsWithinQuota } from "../../src/invariants/grants-within-quota.js";
import { haltsAlternate } from "../../src/invariants/halts-alternate.js";
import { installsWhileUp } from "../../src/invariants/installs-while-up.js";
import { markedGoodWhileUp } from "../../src/invariants/marked-good-while-up.js";
import { noBootWithoutPower } from "../../src/invariants/no-boot-without-power.js";
import { oneUpdateAtATime } from "../../src/invariants/one-update-at-a-time.js";
import { onlyGrantedReleases } from "../../src/invariants/only-granted-releases.js";
import { releasesMoveForward } from "../../src/invariants/releases-move-forward.js";
import { repairsBalance } from "../../src/invariants/repairs-balance.js";
import { trialBootsCounted } from "../../src/invariants/trial-boots-counted.js";
import { trialsEnd } from "../../src/invariants/trials-end.js";
import { DAY, HOUR, MINUTE } from "../../src/support/time.js";
import { breaches, fleet, Story } from "../metrics/story.js";

/** The messages of the breaches of a story. */
function found(
  invariant: Parameters<typeof breaches>[0],
  story: Story,
  facts = fleet({ horizon: DAY }),
): string[] {
  return [...breaches(invariant, story, facts)];
}

const outage = {
  kind: "power-loss",
  from: HOUR,
  until: 2 * HOUR,
  who: [1],
  label: "outage",
} as const;

describe("what a host runs", () => {
  it("moves forward by updates and back by fallbacks", () => {
    const story = new Story().runs(0, 1).runs(0, 0, ReleaseChange.Fallback);
    expect(found(releasesMoveForward, story)).toEqual([]);
    expect(found(releasesMoveForward, new Story().runs(0, 1).runs(0, 0))).toEqual([
      'host 0 (group "web") goes from 2.0 to 1.0 by an update',
    ]);
    expect(found(releasesMoveForward, new Story().runs(0, 1, ReleaseChange.Repair))[0]).toContain(
      "on its way back",
    );
  });

  it("was granted to it once it was published", () => {
    const granted = new Story().tell("Published", 1).tell("Granted", 0, { to: 1 });
    expect(found(onlyGrantedReleases, granted.runs(0, 1))).toEqual([]);
    expect(found(onlyGrantedReleases, new Story().tell("Granted", 0, { to: 1 }))[0]).toContain(
      "never published",
    );
    const slot = new Story().tell("SlotWritten", 0, { from: 1, to: 1 });
    expect(found(onlyGrantedReleases, slot)).toEqual([
      'host 0 (group "web") writes 2.0, which it was never granted',
    ]);
  });

  it("is marked good only while it runs, and not given up after that", () => {
    const written = () => new Story().tell("SlotWritten", 0, { from: 1, to: 1 });
    const good = written().runs(0, 1).tell("MarkedGood", 0, { from: 1, to: 1 });
    expect(found(markedGoodWhileUp, good)).toEqual([]);
    expect(found(markedGoodWhileUp, good.tell("Fallback", 0, { from: 1, to: 0 }))[0]).toContain(
      "which was marked good",
    );
    const down = written().runs(0, 1).host(0, HostPhase.Down, Cause.Fault);
    expect(found(markedGoodWhileUp, down.tell("MarkedGood", 0, { from: 1, to: 1 }))[0]).toContain(
      "while it is down",
    );
    expect(
      found(markedGoodWhileUp, written().tell("MarkedGood", 0, { from: 1, to: 1 })),
    ).toHaveLength(1);
  });

  it("is called good within half a day, or is in trouble", () => {
    const late = new Story().runs(0, 1).host(0, HostPhase.Workloads).host(0, HostPhase.Serving);
    expect(found(trialsEnd, late)[0]).toContain("has served a new image for 24 hours");
    const good = new Story().runs(0, 1).host(0, HostPhase.Serving).at(HOUR).tell("MarkedGood", 0);
    expect(found(trialsEnd, good)).toEqual([]);
  });

  it("needs no second mark where the loader comes back to what was good before", () => {
    const back = new Story()
      .runs(0, 1)
      .tell("MarkedGood", 0, { to: 1 })
      .runs(0, 0, ReleaseChange.Fallback)
      .runs(0, 1)
      .host(0, HostPhase.Down)
      .host(0, HostPhase.Serving)
      .at(DAY);
    expect(found(trialsEnd, back)).toEqual([]);
  });

  it("takes one update at a time, and no image that it runs already", () => {
    const granted = () => new Story().tell("Granted", 0, { to: 1 });
    expect(found(oneUpdateAtATime, granted())).toEqual([]);
    expect(found(oneUpdateAtATime, granted().tell("Granted", 0, { to: 1 }))[0]).toContain(
      "while its update to",
    );
    const broken = granted().tell("DownloadEnded", 0, { from: 1 }).tell("Granted", 0, { to: 1 });
    expect(found(oneUpdateAtATime, broken)).toEqual([]);
    const failed = granted().tell("InstallEnded", 0, { to: 1 }).tell("Granted", 0, { to: 1 });
    expect(found(oneUpdateAtATime, failed)).toEqual([]);
    const away = granted().host(0, HostPhase.Down).host(0, HostPhase.Firmware);
    expect(found(oneUpdateAtATime, away.tell("Granted", 0, { to: 1 }))).toEqual([]);
    expect(found(oneUpdateAtATime, new Story().runs(0, 1).tell("Granted", 0, { to: 1 }))).toEqual([
      expect.stringContaining("and runs"),
    ]);
  });

  it("has so many tries and no more", () => {
    const panics = { from: 1, to: BootOutcome.Panicked, detail: 1 };
    const once = new Story()
      .tell("SlotWritten", 0, { from: 1, to: 1 })
      .tell("BootAttempt", 0, panics);
    expect(found(trialBootsCounted, once)).toEqual([]);
    expect(found(trialBootsCounted, once.tell("BootAttempt", 0, panics))[0]).toContain("2 times");
  });

  it("is installed while it is up, once for a grant", () => {
    const done = { to: 1, cause: 1 };
    const once = new Story().tell("Granted", 0, { to: 1 }).tell("InstallEnded", 0, done);
    expect(found(installsWhileUp, once)).toEqual([]);
    expect(found(installsWhileUp, once.tell("InstallEnded", 0, done))[0]).toContain("a second");
    const draining = new Story().tell("Granted", 0, { to: 1 }).host(0, HostPhase.Draining);
    expect(found(installsWhileUp, draining.tell("InstallEnded", 0, done))[0]).toContain(
      "while it is draining",
    );
  });
});

describe("what is wrong with a host", () => {
  it("has fallen back only after a fallback", () => {
    const rests = new Story().host(0, HostPhase.FallenBack);
    expect(found(fallenBackAfterFallback, rests)).toHaveLength(1);
    const after = new Story().tell("Fallback", 0, { from: 1 }).host(0, HostPhase.FallenBack);
    expect(found(fallenBackAfterFallback, after)).toEqual([]);
  });

  it("does not boot without power", () => {
    const facts = fleet({ faults: [outage] });
    const dark = () => new Story(facts).at(HOUR).tell("FaultBegan", 0).host(1, HostPhase.Down);
    expect(found(noBootWithoutPower, dark().host(1, HostPhase.Firmware), facts)).toEqual([
      'host 1 (group "web") has no power and is firmware',
    ]);
    const back = dark()
      .at(2 * HOUR)
      .tell("FaultEnded", 0)
      .host(1, HostPhase.Firmware);
    expect(found(noBootWithoutPower, back, facts)).toEqual([]);
  });

  it("is mended by as many crews as there are, one a host", () => {
    const began = new Story().tell("RepairBegan", 0, { to: 1 });
    expect(found(repairsBalance, began.tell("RepairEnded", 0))).toEqual([]);
    const two = new Story().tell("RepairBegan", 0, { to: 1 }).tell("RepairBegan", 1, { to: 2 });
    expect(found(repairsBalance, two)).toEqual(["crews at work are 2, of 1"]);
    expect(found(repairsBalance, new Story().tell("RepairEnded", 0))[0]).toContain("never came");
  });
});

describe("what the server says", () => {
  it("balances its downloads", () => {
    const began = () => new Story().tell("DownloadBegan", 0, { from: 1, to: 1 });
    expect(found(downloadsBalance, began().tell("DownloadEnded", 0, { from: 1 }))).toEqual([]);
    expect(found(downloadsBalance, began().tell("DownloadEnded", 1, { from: 1 }))).toHaveLength(1);
    expect(found(downloadsBalance, began().tell("DownloadEnded", 0, { from: 1, to: 1 }))).toEqual([
      "downloads under way are 0, and a transition says 1",
    ]);
  });

  it("grants no more than its quota and its offers let", () => {
    const two = { to: 1, cause: 2, detail: 10 * MINUTE };
    const within = new Story().tell("Granted", 0, two).tell("Granted", 1, two);
    expect(found(grantsWithinQuota, within)).toEqual([]);
    const later = new Story()
      .tell("Granted", 0, two)
      .tell("Granted", 1, two)
      .at(10 * MINUTE);
    expect(found(grantsWithinQuota, later.tell("Granted", 2, two))).toEqual([]);
    expect(found(grantsWithinQuota, within.tell("Granted", 2, two))[0]).toContain("3 hosts");
    const once = { from: 1, to: 1 };
    const twice = new Story().tell("Granted", 0, once).tell("Granted", 1, once);
    expect(found(grantsWithinQuota, twice)[0]).toContain("granted 2 times");
  });

  it("halts what goes on, resumes what is halted, and reports in order", () => {
    const order = new Story().tell("Halted", 1).tell("Resumed", 1).tell("Halted", 1);
    expect(found(haltsAlternate, order)).toEqual([]);
    expect(found(haltsAlternate, order.tell("Halted", 1))).toHaveLength(1);
    expect(found(haltsAlternate, new Story().tell("Resumed", 1))).toHaveLength(1);
    const jump = new Story().tell("Report", 0, { from: ReportStatus.Failed });
    expect(found(haltsAlternate, jump)[0]).toContain("was reported as good");
  });

  it("carries out its fault plan on time", () => {
    const facts = fleet({ horizon: DAY, faults: [outage] });
    const began = () => new Story(facts).at(HOUR).tell("FaultBegan", 0);
    expect(
      found(
        faultsOnTime,
        began()
          .at(2 * HOUR)
          .tell("FaultEnded", 0),
        facts,
      ),
    ).toEqual([]);
    expect(found(faultsOnTime, began(), facts)[0]).toContain("did not end");
    expect(found(faultsOnTime, new Story(facts).at(5).tell("FaultBegan", 0), facts)[0]).toContain(
      "begins at 5 ms",
    );
  });
});
