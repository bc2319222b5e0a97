import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cause, ContainerPhase, HostPhase, hostPhaseNames } from "../../src/fleet/state/phases.js";
import { causesAddUp } from "../../src/invariants/causes-add-up.js";
import { clockNeverRunsBack } from "../../src/invariants/clock-never-runs-back.js";
import { containersConserved } from "../../src/invariants/containers-conserved.js";
import { legalMoves, legalPhaseMoves } from "../../src/invariants/legal-phase-moves.js";
import { lockWithinMaximum } from "../../src/invariants/lock-within-maximum.js";
import { noGrantAfterHalt } from "../../src/invariants/no-grant-after-halt.js";
import { rebootHasFallback } from "../../src/invariants/reboot-has-fallback.js";
import { runningSlotNeverWritten } from "../../src/invariants/running-slot-never-written.js";
import { HOUR } from "../../src/support/time.js";
import { busyFleet, containerStories } from "../metrics/histories.js";
import { breaches, fleet, group, Story } from "../metrics/story.js";

const { Serving, Waiting, Pending, Starting } = ContainerPhase;

describe("clock-never-runs-back", () => {
  it("holds while time stands or goes on, up to the horizon", () => {
    const story = new Story().tell("Halted", 0).at(5).host(0, HostPhase.Draining).tell("Report", 0);
    expect(breaches(clockNeverRunsBack, story.at(HOUR).tell("Published", 0))).toEqual([]);
  });

  it("is breached by a transition of any kind before the last", () => {
    const story = new Story().at(5).tell("Halted", 0).at(4).tell("TroubleNoticed", 0);
    expect(breaches(clockNeverRunsBack, story)).toEqual([
      "a transition at 4 ms follows one at 5 ms",
    ]);
  });

  it("is breached by a transition after the horizon, or at no time", () => {
    expect(breaches(clockNeverRunsBack, new Story().at(HOUR + 1).tell("Halted", 0))).toHaveLength(
      1,
    );
    expect(breaches(clockNeverRunsBack, new Story().at(Number.NaN).tell("Halted", 0))).toHaveLength(
      1,
    );
  });
});

describe("causes-add-up", () => {
  it("holds in any history whose transitions fit each other", () => {
    fc.assert(
      fc.property(containerStories, (story) => {
        expect(breaches(causesAddUp, story, busyFleet)).toEqual([]);
      }),
    );
  });

  it("is breached by a container that is down for no known cause", () => {
    const story = new Story().container(0, Waiting, 4 as Cause);
    expect(breaches(causesAddUp, story)[0]).toBe(
      'container 0 (service "api") is down for cause 4, which is none of planned, defect, fault, no-room',
    );
  });

  it("is breached by a transition that tells the previous cause wrong", () => {
    const story = new Story()
      .container(0, Waiting, Cause.Fault)
      .at(10)
      .tell("ContainerPhase", 0, { from: Waiting, to: Serving, detail: Cause.Defect });
    expect(breaches(causesAddUp, story)).toEqual([
      'container 0 (service "api") was down for fault, and a transition says for defect',
    ]);
  });

  it("is breached at the end where one spell is put down to two causes", () => {
    const story = new Story()
      .container(0, Waiting, Cause.Fault)
      .tell("ContainerPhase", 0, { from: Serving, to: Waiting, cause: Cause.Defect });
    expect(breaches(causesAddUp, story)).toEqual([
      `downtime is ${HOUR} container-ms in all, but its causes add up to ${2 * HOUR} container-ms`,
    ]);
  });

  it("is breached by a host that is down for lack of room", () => {
    const story = new Story().host(1, HostPhase.Down, Cause.NoRoom);
    expect(breaches(causesAddUp, story)).toEqual([
      'host 1 (group "web") is down for cause no-room, which is none of planned, defect, fault',
    ]);
  });
});

describe("containers-conserved", () => {
  it("holds while containers move and change phase as they should", () => {
    const story = new Story()
      .container(0, Waiting)
      .move(0, 3)
      .container(0, Starting)
      .container(0, Serving)
      .container(0, Pending, Cause.NoRoom)
      .move(0, -1)
      .container(1, Waiting, Cause.Fault)
      .container(1, Waiting, Cause.Defect);
    expect(breaches(containersConserved, story)).toEqual([]);
  });

  it("holds for containers that had no room from the start", () => {
    const story = new Story()
      .container(0, Pending, Cause.NoRoom)
      .container(1, Pending, Cause.NoRoom)
      .at(10)
      .tell("ContainerMoved", 0, { from: -1, to: 2 })
      .container(0, Starting, Cause.NoRoom);
    expect(breaches(containersConserved, story)).toEqual([]);
  });

  it("is breached by a phase that was not the last", () => {
    const story = new Story().tell("ContainerPhase", 2, { from: Starting, to: Serving });
    expect(breaches(containersConserved, story)).toEqual([
      'container 2 (service "api") goes from starting to serving, but it was serving',
    ]);
  });

  it("is breached by a container that nobody wanted", () => {
    const story = new Story().tell("ContainerPhase", 10, { from: Serving, to: Waiting });
    expect(breaches(containersConserved, story)[0]).toContain("but it was not wanted");
  });

  it("is breached by a container that leaves a host it is not on", () => {
    const story = new Story().move(0, 1).tell("ContainerMoved", 0, { from: 2, to: 3 });
    expect(breaches(containersConserved, story)).toEqual([
      'container 0 (service "api") leaves host 2, but it was on host 1',
    ]);
  });

  it("is breached by a container that goes to a host that does not exist", () => {
    expect(breaches(containersConserved, new Story().move(0, 4))[0]).toContain("does not exist");
  });

  it("is breached by a container that starts nowhere", () => {
    const story = new Story().container(0, Waiting).move(0, -1).container(0, Starting);
    expect(breaches(containersConserved, story)[0]).toBe(
      'container 0 (service "api") is starting without a host',
    );
  });

  it("is breached at the end by a container that waits for room on a host", () => {
    const story = new Story().move(0, 1).container(0, Pending, Cause.NoRoom);
    expect(breaches(containersConserved, story)).toEqual([
      'container 0 (service "api") ends pending on host 1 (group "web")',
    ]);
  });
});

describe("running-slot-never-written", () => {
  const writing = (slot: number) =>
    new Story().tell("SlotWritten", 0, { from: slot, to: 1, detail: 0 });
  const updatedBy = (mechanism: "ab" | "ostree" | "in-place" | "image-replace") =>
    fleet({ groups: [group({ mechanism })] });

  it.each(["ab", "ostree"] as const)("is breached by an %s host that writes to it", (mechanism) => {
    expect(breaches(runningSlotNeverWritten, writing(0), updatedBy(mechanism))).toEqual([
      'host 0 (group "web") writes 2.0 to slot 0, which it runs from',
    ]);
    expect(breaches(runningSlotNeverWritten, writing(1), updatedBy(mechanism))).toEqual([]);
  });

  it.each(["in-place", "image-replace"] as const)("says nothing of %s hosts", (mechanism) => {
    expect(breaches(runningSlotNeverWritten, writing(0), updatedBy(mechanism))).toEqual([]);
  });
});

describe("reboot-has-fallback", () => {
  const choosing = (counts: number, safe: number) =>
    new Story().tell("RebootChosen", 2, { from: 1, to: 0, cause: counts, detail: safe });

  it("is breached where boots are counted and there is nothing to go back to", () => {
    expect(breaches(rebootHasFallback, choosing(1, 0))).toEqual([
      'host 2 (group "web") chose to reboot into slot 1 with 1.0, unproven, and has no other bootable slot',
    ]);
  });

  it("holds where there is, and where boots are not counted", () => {
    expect(breaches(rebootHasFallback, choosing(1, 1))).toEqual([]);
    expect(breaches(rebootHasFallback, choosing(0, 0))).toEqual([]);
  });
});

describe("lock-within-maximum", () => {
  const take = (story: Story, host: number, holders: number, maximum: number) =>
    story.tell("LockTaken", host, { from: 0, to: holders, detail: maximum });
  const giveBack = (story: Story, host: number, holders: number, maximum: number) =>
    story.tell("LockReleased", host, { from: 0, to: holders, detail: maximum });

  it("holds up to the maximum, and when the gate is narrowed below its holders", () => {
    const story = take(take(new Story(), 0, 1, 2), 1, 2, 2);
    giveBack(giveBack(story, 0, 1, 0), 1, 0, 0);
    expect(breaches(lockWithinMaximum, take(story, 0, 1, 1))).toEqual([]);
  });

  it("is breached by one holder too many", () => {
    expect(breaches(lockWithinMaximum, take(take(new Story(), 0, 1, 1), 1, 2, 1))).toEqual([
      'host 1 (group "web") makes 2 holders of the lock of group "web", whose maximum is 1',
    ]);
  });

  it("counts for itself", () => {
    expect(breaches(lockWithinMaximum, take(take(new Story(), 0, 1, 2), 1, 1, 2))).toEqual([
      'the lock of group "web" has 2 holders, and a transition says 1',
    ]);
  });

  it("is breached by a host that takes it twice, or gives back what it does not hold", () => {
    expect(breaches(lockWithinMaximum, take(take(new Story(), 0, 1, 9), 0, 2, 9))).toHaveLength(1);
    expect(breaches(lockWithinMaximum, giveBack(new Story(), 0, 0, 9))).toHaveLength(1);
  });

  it("keeps groups apart", () => {
    const groups = [group({ hosts: 2 }), group({ name: "db", first: 2, hosts: 2 })];
    const story = take(new Story(), 0, 1, 1).tell("LockTaken", 2, { from: 1, to: 1, detail: 1 });
    expect(breaches(lockWithinMaximum, story, fleet({ groups }))).toEqual([]);
  });

  it("counts the hosts of all groups that share one", () => {
    const groups = [group({ hosts: 2 }), group({ name: "db", first: 2, hosts: 2 })];
    const story = new Story()
      .tell("LockTaken", 0, { from: 0, to: 1, cause: 1, detail: 1 })
      .tell("LockTaken", 2, { from: 0, to: 2, cause: 1, detail: 1 });
    expect(breaches(lockWithinMaximum, story, fleet({ groups }))).toEqual([
      'host 2 (group "db") makes 2 holders of the lock of the cluster, whose maximum is 1',
    ]);
  });
});

describe("no-grant-after-halt", () => {
  const groups = [group({ hosts: 2 }), group({ name: "db", first: 2, hosts: 2 })];
  const halted = () => new Story().tell("Halted", 1, { from: 1 });

  it("is breached by a grant of the release in the group", () => {
    const story = halted().tell("Granted", 3, { to: 1 });
    expect(breaches(noGrantAfterHalt, story, fleet({ groups }))).toEqual([
      'host 3 (group "db") is granted 2.0, which is halted in group "db"',
    ]);
  });

  it("holds for other releases, other groups, and after it is resumed", () => {
    const story = halted()
      .tell("Granted", 3, { to: 0 })
      .tell("Granted", 0, { to: 1 })
      .tell("Resumed", 1, { from: 1 })
      .tell("Granted", 3, { to: 1 });
    expect(breaches(noGrantAfterHalt, story, fleet({ groups }))).toEqual([]);
  });
});

describe("legal-phase-moves", () => {
  const instances = fleet({ groups: [group({ mechanism: "image-replace" })] });
  const phases = Object.values(HostPhase);

  /** The shortest way to a phase, so that a move can be tried from there. */
  function reach(goal: HostPhase): readonly HostPhase[] {
    const ways = new Map<HostPhase, readonly HostPhase[]>([[HostPhase.Serving, []]]);
    for (const [from, way] of ways) {
      for (const to of legalMoves[from]) if (!ways.has(to)) ways.set(to, [...way, to]);
    }
    return ways.get(goal)!;
  }

  const moves = phases.flatMap((from) => phases.map((to) => ({ from, to })));

  it.each(moves)("judges $from → $to by its table", ({ from, to }) => {
    const story = new Story();
    for (const phase of reach(from)) story.host(0, phase);
    const legal = from === to || legalMoves[from].includes(to);
    const message = `host 0 (group "web") goes from ${hostPhaseNames[from]} to ${hostPhaseNames[to]}, which is not a legal move`;
    expect(breaches(legalPhaseMoves, story.host(0, to), instances)).toEqual(legal ? [] : [message]);
  });

  it("lets a host live through an update, a fallback and a repair", () => {
    const { Draining, ShuttingDown, Firmware, Loader, Kernel, Userland, Runtime } = HostPhase;
    const { Workloads, FallenBack, Down, UnderRepair, Degraded } = HostPhase;
    const boot = [Firmware, Loader, Kernel, Userland, Runtime, Workloads];
    const panic = [Firmware, Loader, Kernel, Down];
    const life = [
      Draining,
      ShuttingDown,
      ...panic,
      ...boot,
      FallenBack,
      Degraded,
      ShuttingDown,
      ...panic,
      UnderRepair,
      ...boot,
      HostPhase.Serving,
    ];
    const story = new Story();
    for (const phase of life) story.host(2, phase);
    expect(breaches(legalPhaseMoves, story)).toEqual([]);
  });

  it("never lets a stage of a boot be left out", () => {
    const story = new Story();
    for (const phase of [HostPhase.ShuttingDown, HostPhase.Firmware, HostPhase.Kernel])
      story.host(0, phase);
    expect(breaches(legalPhaseMoves, story)).toHaveLength(1);
  });

  it("is breached by a move from a phase the host was not in", () => {
    const story = new Story().tell("HostPhase", 0, {
      from: HostPhase.Down,
      to: HostPhase.Firmware,
    });
    expect(breaches(legalPhaseMoves, story)).toEqual([
      'host 0 (group "web") goes from down to firmware, but it was serving',
    ]);
  });

  it("is breached by a host that is provisioned though its packages are replaced in place", () => {
    const facts = fleet({ groups: [group({ mechanism: "in-place" })] });
    const story = new Story().host(0, HostPhase.ShuttingDown).host(0, HostPhase.Provisioning);
    expect(breaches(legalPhaseMoves, story, facts)).toEqual([
      'host 0 (group "web") is provisioned, but is updated in-place',
    ]);
  });
});
