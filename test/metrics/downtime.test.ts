import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cause, ContainerPhase, HostPhase } from "../../src/fleet/state/phases.js";
import { budgetViolation } from "../../src/metrics/budget-violation.js";
import { containerDowntime } from "../../src/metrics/container-downtime.js";
import { degradedTime } from "../../src/metrics/degraded-time.js";
import { hostDowntime } from "../../src/metrics/host-downtime.js";
import { peakHostsDown } from "../../src/metrics/peak-hosts-down.js";
import { serving } from "../../src/metrics/serving.js";
import { HOUR, MINUTE, SECOND } from "../../src/support/time.js";
import { busyFleet, containerStories } from "./histories.js";
import { fleet, fold, measure, Story } from "./story.js";

const { Serving, Waiting, Starting, Stopping, Pending, BackOff, Failed, Unreachable } =
  ContainerPhase;

describe("container downtime", () => {
  it("is nothing and availability whole in a quiet run", () => {
    expect(measure(containerDowntime, new Story())).toEqual({
      "container-downtime": 0,
      "container-downtime.planned": 0,
      "container-downtime.defect": 0,
      "container-downtime.fault": 0,
      "container-downtime.no-room": 0,
      availability: 1,
    });
  });

  it("splits one spell by the causes it had", () => {
    const story = new Story()
      .at(10 * SECOND)
      .container(3, Stopping, Cause.Planned)
      .at(15 * SECOND)
      .container(3, Waiting, Cause.Planned)
      .at(20 * SECOND)
      .container(3, Waiting, Cause.Defect)
      .at(50 * SECOND)
      .container(3, Pending, Cause.NoRoom)
      .at(110 * SECOND)
      .container(3, Starting, Cause.Fault)
      .at(111 * SECOND)
      .container(3, Serving);
    expect(measure(containerDowntime, story)).toEqual({
      "container-downtime": 101,
      "container-downtime.planned": 10,
      "container-downtime.defect": 30,
      "container-downtime.fault": 1,
      "container-downtime.no-room": 60,
      availability: 1 - 101 / (10 * 3_600),
    });
  });

  it.each([Stopping, Pending, Starting, Waiting, BackOff, Failed, Unreachable])(
    "counts phase %i, to the horizon",
    (phase) => {
      const story = new Story().at(HOUR - MINUTE).container(0, phase, Cause.Fault);
      expect(measure(containerDowntime, story)["container-downtime.fault"]).toBe(60);
    },
  );

  it("does not apply to a fleet without containers", () => {
    const values = measure(containerDowntime, new Story(), fleet({ services: [] }));
    expect(new Set(Object.values(values))).toEqual(new Set([null]));
  });

  it("is the sum of its causes and at most the time wanted, in any history", () => {
    fc.assert(
      fc.property(containerStories, (story) => {
        const values = measure(containerDowntime, story, busyFleet);
        const parts = ["planned", "defect", "fault", "no-room"].map(
          (part) => values[`container-downtime.${part}`]!,
        );
        const total = values["container-downtime"]!;
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 6);
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
        expect(values["availability"]).toBeGreaterThanOrEqual(0);
        expect(values["availability"]).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is what looking at every second of any history would find", () => {
    fc.assert(
      fc.property(containerStories, (story) => {
        expect(measure(containerDowntime, story, busyFleet)["container-downtime"]).toBeCloseTo(
          slowDowntime(story) / SECOND,
          6,
        );
      }),
    );
  });

  /** Container by container and spell by spell [container-ms]. */
  function slowDowntime(story: Story): number {
    let sum = 0;
    for (let container = 0; container < busyFleet.containers; container++) {
      const own = story.transitions.filter(({ subject }) => subject === container);
      own.forEach(({ time, to }, i) => {
        if (to !== Serving) sum += (own[i + 1]?.time ?? busyFleet.horizon) - time;
      });
    }
    return sum;
  }
});

describe("serving", () => {
  it("averages each bin over its time", () => {
    const bin = HOUR / 240;
    const story = new Story()
      .at(bin / 2)
      .container(0, Waiting)
      .at(3 * bin)
      .container(0, Starting)
      .container(0, Serving);
    const { serving: share } = fold(serving, story).series!;
    expect(Array.from(share!.slice(0, 5))).toEqual([0.95, 0.9, 0.9, 1, 1]);
  });

  it("adds up to availability in any history", () => {
    fc.assert(
      fc.property(containerStories, (story) => {
        const { serving: share } = fold(serving, story, busyFleet).series!;
        const mean = share!.reduce((sum, value) => sum + value, 0) / share!.length;
        expect(mean).toBeCloseTo(measure(containerDowntime, story, busyFleet)["availability"]!, 9);
      }),
    );
  });

  it("is at its last level in every bin that nothing happens in", () => {
    const story = new Story().at(0).container(0, Waiting).container(1, Waiting);
    // A horizon that bins do not divide evenly: rounding must not lose the end.
    const facts = fleet({ horizon: 1_000_003 });
    const { serving: share } = fold(serving, story, facts).series!;
    for (const value of share!) expect(value).toBeCloseTo(0.8, 9);
  });
});

describe("budget violation", () => {
  const facts = fleet({
    services: [
      { name: "api", group: 0, first: 0, replicas: 6, minAvailable: 5, budgets: 0 },
      { name: "job", group: 0, first: 6, replicas: 4, minAvailable: 4, budgets: 0 },
      { name: "free", group: 0, first: 10, replicas: 2, minAvailable: 0, budgets: 0 },
    ],
  });

  it("begins below the minimum, not at it", () => {
    const story = new Story()
      .at(10 * SECOND)
      .container(0, Waiting)
      .at(20 * SECOND)
      .container(1, Waiting)
      .at(30 * SECOND)
      .container(2, Waiting)
      .at(45 * SECOND)
      .container(2, Serving)
      .at(50 * SECOND)
      .container(0, Serving);
    expect(measure(budgetViolation, story, facts)).toMatchObject({ "budget-violation": 30 });
  });

  it("is summed over services and leaves those without a budget out", () => {
    const story = new Story()
      .at(HOUR - 100 * SECOND)
      .container(6, Waiting)
      .container(10, Waiting)
      .container(11, Waiting)
      .at(HOUR - 50 * SECOND)
      .container(0, Waiting)
      .container(1, Waiting);
    expect(measure(budgetViolation, story, facts)).toMatchObject({ "budget-violation": 150 });
  });

  it("does not apply where nobody has a budget", () => {
    expect(measure(budgetViolation, new Story())).toMatchObject({ "budget-violation": null });
  });
});

describe("host downtime", () => {
  it("covers a reboot from shutting down until the runtime is up, and no longer", () => {
    const stages = [
      HostPhase.Draining,
      HostPhase.ShuttingDown,
      HostPhase.Firmware,
      HostPhase.Loader,
      HostPhase.Kernel,
      HostPhase.Userland,
      HostPhase.Runtime,
      HostPhase.Workloads,
      HostPhase.Serving,
    ];
    const story = new Story();
    stages.forEach((phase, i) => story.at((i + 1) * 10 * SECOND).host(1, phase));
    expect(measure(hostDowntime, story)).toMatchObject({
      "host-downtime": 60,
      "host-downtime.planned": 60,
      "host-downtime.defect": 0,
      "host-downtime.fault": 0,
    });
  });

  it("is split by cause and lasts to the horizon", () => {
    const story = new Story()
      .at(HOUR - 90 * SECOND)
      .host(0, HostPhase.ShuttingDown)
      .at(HOUR - 80 * SECOND)
      .host(0, HostPhase.Down, Cause.Defect)
      .at(HOUR - 60 * SECOND)
      .host(0, HostPhase.UnderRepair, Cause.Defect)
      .host(1, HostPhase.Provisioning, Cause.Fault);
    expect(measure(hostDowntime, story)).toMatchObject({
      "host-downtime": 150,
      "host-downtime.planned": 10,
      "host-downtime.defect": 80,
      "host-downtime.fault": 60,
    });
  });

  it("leaves degraded hosts out, whose time is counted apart", () => {
    const story = new Story()
      .at(MINUTE)
      .host(2, HostPhase.Degraded, Cause.Defect)
      .at(2 * MINUTE)
      .host(2, HostPhase.Degraded, Cause.Fault)
      .at(4 * MINUTE)
      .host(2, HostPhase.Serving);
    expect(measure(hostDowntime, story)["host-downtime"]).toBe(0);
    expect(measure(degradedTime, story)).toEqual({ "degraded-time": 180 });
  });
});

describe("peak hosts down", () => {
  it("is the most at once, in all and within one zone", () => {
    const story = new Story()
      .at(1)
      .host(0, HostPhase.Down, Cause.Fault)
      .at(2)
      .host(1, HostPhase.Down, Cause.Fault)
      .at(3)
      .host(1, HostPhase.UnderRepair, Cause.Fault)
      .host(2, HostPhase.Down, Cause.Fault)
      .at(4)
      .host(0, HostPhase.Firmware, Cause.Fault)
      .host(0, HostPhase.Workloads, Cause.Fault)
      .at(5)
      .host(3, HostPhase.Down, Cause.Fault)
      .at(6)
      .host(1, HostPhase.Workloads, Cause.Fault)
      .host(2, HostPhase.Workloads, Cause.Fault)
      .host(3, HostPhase.Workloads, Cause.Fault);
    // Even hosts are in zone a, odd ones in zone b.
    expect(measure(peakHostsDown, story)).toEqual({
      "peak-hosts-down": 3,
      "peak-hosts-down-zone": 2,
    });
  });
});
