import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cause, ContainerPhase, HostPhase } from "../../src/fleet/state/phases.js";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import { brokenContainers } from "../../src/metrics/broken-containers.js";
import { budgetViolation } from "../../src/metrics/budget-violation.js";
import { hostDowntime } from "../../src/metrics/host-downtime.js";
import { HOUR, MINUTE, SECOND } from "../../src/support/time.js";
import { busyFleet, stories } from "./histories.js";
import { fleet, fold, group, measure, Story } from "./story.js";

const hosts = fleet({
  groups: [group({ hosts: 20 })],
  asked: { slas: [HOUR], splits: ["zone"] },
});

/** A host is down from a minute on, for so many minutes. */
const down = (story: Story, host: number, from: number, lasting: number) =>
  story
    .at(from * MINUTE)
    .host(host, HostPhase.ShuttingDown)
    .at((from + lasting) * MINUTE)
    .host(host, HostPhase.Serving);

describe("outages of hosts", () => {
  it("have the median, the 95 % quantile and the longest of their lengths", () => {
    const story = new Story(hosts);
    // 1, 2, … 20 minutes; not in order.
    for (let host = 0; host < 20; host++) down(story, host, 5, 1 + ((7 * host) % 20));
    expect(measure(hostDowntime, story, hosts)).toMatchObject({
      "host-outages": 20,
      "host-outages.median": 10 * 60,
      "host-outages.p95": 19 * 60,
      "host-outages.longest": 20 * 60,
    });
  });

  it("are one each, whatever phases a boot goes through, and two where a host goes down again", () => {
    const story = new Story(hosts)
      .at(MINUTE)
      .host(0, HostPhase.ShuttingDown)
      .at(2 * MINUTE)
      .host(0, HostPhase.Down, Cause.Defect)
      .at(4 * MINUTE)
      .host(0, HostPhase.Workloads)
      .host(0, HostPhase.Degraded, Cause.Defect)
      .at(5 * MINUTE)
      .host(0, HostPhase.UnderRepair)
      .at(6 * MINUTE)
      .host(0, HostPhase.Serving);
    const found = measure(hostDowntime, story, hosts);
    expect(found).toMatchObject({ "host-outages": 2, "host-outages.longest": 180 });
    expect(found["host-outages.median"]).toBe(60);
  });

  it("are told apart by part, and so is the downtime", () => {
    const story = down(down(down(new Story(hosts), 0, 1, 4), 2, 6, 6), 1, 13, 9);
    expect(fold(hostDowntime, story, hosts).parts).toMatchObject({
      "host-outages{zone=a}": 2,
      "host-outages.longest{zone=a}": 360,
      "host-outages.median{zone=b}": 540,
      "host-downtime{zone=a}": 600,
      "host-downtime{zone=b}": 540,
    });
  });

  it("that are open at the end are not reached where they matter", () => {
    const story = down(down(new Story(hosts), 0, 1, 4), 1, 6, 5)
      .at(50 * MINUTE)
      .host(2, HostPhase.Down);
    const { scalars, notReached } = fold(hostDowntime, story, hosts);
    // Of three the two that ended are the shorter ones.
    expect(scalars).toMatchObject({
      "host-outages": 3,
      "host-outages.median": 300,
      "host-outages.p95": null,
      "host-outages.longest": null,
    });
    expect(notReached).toMatchObject({ "host-outages.p95": 600, "host-outages.longest": 600 });
  });

  it("do not apply where there are none", () => {
    const { scalars, notReached } = fold(hostDowntime, new Story(hosts), hosts);
    expect(scalars).toMatchObject({ "host-outages": 0, "host-outages.longest": null });
    expect(notReached).toEqual({});
  });

  it("of any history add up to the downtime, part by part", () => {
    const facts = fleet({ ...busyFleet, asked: { slas: [HOUR], splits: ["group"] } });
    fc.assert(
      fc.property(stories, (story) => {
        const { scalars, parts } = fold(hostDowntime, story, facts);
        const sum = parts!["host-downtime{group=web}"]! + parts!["host-downtime{group=db}"]!;
        expect(sum).toBeCloseTo(slowDowntime(story) / SECOND, 6);
        expect(parts!["host-outages{group=web}"]! + parts!["host-outages{group=db}"]!).toBe(
          scalars["host-outages"],
        );
      }),
    );
  });

  /** Host by host from the log [host-ms]. */
  function slowDowntime({ transitions }: Story): number {
    const up = [
      HostPhase.Serving,
      HostPhase.Draining,
      HostPhase.FallenBack,
      HostPhase.Degraded,
      HostPhase.Workloads,
    ] as readonly number[];
    return [...busyFleet.groupOf.keys()].reduce((sum, host) => {
      const own = transitions.filter(
        ({ kind, subject }) => kind === TransitionKind.HostPhase && subject === host,
      );
      return own.reduce(
        (total, { time, to }, i) =>
          total + (up.includes(to) ? 0 : (own[i + 1]?.time ?? busyFleet.horizon) - time),
        sum,
      );
    }, 0);
  }
});

describe("outages of services", () => {
  const services = fleet({
    services: [
      { name: "api", group: 0, first: 0, replicas: 3, minAvailable: 2, budgets: 1 },
      { name: "job", group: 0, first: 3, replicas: 2, minAvailable: 0, budgets: 0 },
    ],
    asked: { slas: [HOUR], splits: ["service"] },
  });
  const stop = (story: Story, minute: number, container: number) =>
    story.at(minute * MINUTE).container(container, ContainerPhase.Stopping);
  const start = (story: Story, minute: number, container: number) =>
    story.at(minute * MINUTE).container(container, ContainerPhase.Serving);

  it("begin below the minimum of the budget, or without one with the last container", () => {
    const story = stop(new Story(services), 1, 0);
    // One of three is no outage; two are, from 2 to 5 min.
    start(stop(story, 2, 1), 5, 0);
    stop(stop(story, 6, 3), 7, 4);
    start(story, 17, 4);
    const { scalars, parts } = fold(budgetViolation, story, services);
    expect(scalars).toEqual({
      "budget-violation": 180,
      "service-outages": 2,
      "service-outages.median": 180,
      "service-outages.p95": 600,
      "service-outages.longest": 600,
    });
    expect(parts).toMatchObject({
      "budget-violation{service=api}": 180,
      "service-outages{service=api}": 1,
      "service-outages.longest{service=api}": 180,
      "service-outages.longest{service=job}": 600,
    });
    expect(parts).not.toHaveProperty("budget-violation{service=job}");
  });

  it("that are open at the end are as long as they were seen at least", () => {
    const story = stop(stop(new Story(services), 30, 3), 40, 4);
    const { scalars, notReached } = fold(budgetViolation, story, services);
    expect(scalars["service-outages.longest"]).toBeNull();
    expect(notReached).toMatchObject({ "service-outages.longest{service=job}": 1_200 });
  });

  it("do not apply where there are no services", () => {
    const empty = fleet({ services: [] });
    expect(measure(budgetViolation, new Story(empty), empty)["service-outages"]).toBeNull();
  });
});

describe("hosts with a broken container", () => {
  const broken = (story: Story, container: number, cause: Cause = Cause.Defect) =>
    story.container(container, ContainerPhase.Unreachable, cause);

  it("count once however many are broken, for as long as one is", () => {
    const story = broken(broken(new Story(), 0).at(15 * MINUTE), 1)
      .at(30 * MINUTE)
      .container(0, ContainerPhase.Serving)
      .at(45 * MINUTE)
      .container(1, ContainerPhase.Serving);
    expect(measure(brokenContainers, story)).toEqual({
      "hosts-with-broken": 0.75,
      "hosts-with-broken.peak": 1,
    });
  });

  it("are not those where an update or a lack of room keeps a container down", () => {
    const story = broken(broken(new Story(), 0, Cause.Planned), 1, Cause.NoRoom);
    expect(measure(brokenContainers, story)["hosts-with-broken.peak"]).toBe(0);
    // A planned stop that becomes a fault's is a breakage from then on.
    broken(story.at(HOUR / 2), 0, Cause.Fault);
    expect(measure(brokenContainers, story)["hosts-with-broken"]).toBe(0.5);
  });

  it("follow a broken container to where it goes, and lose it where it waits for room", () => {
    const world = fleet({ asked: { slas: [HOUR], splits: ["zone"] } });
    const story = broken(new Story(world), 0)
      .at(15 * MINUTE)
      .move(0, 1)
      .at(45 * MINUTE)
      .move(0, -1);
    const { scalars, parts } = fold(brokenContainers, story, world);
    expect(scalars).toEqual({ "hosts-with-broken": 0.75, "hosts-with-broken.peak": 1 });
    expect(parts).toEqual({
      "hosts-with-broken{zone=a}": 0.25,
      "hosts-with-broken{zone=b}": 0.5,
    });
  });

  it("of any history are what looking at every container at each transition would find", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const found = measure(brokenContainers, story, busyFleet);
        const slow = slowBroken(story);
        expect(found["hosts-with-broken"]).toBeCloseTo(slow.area / busyFleet.horizon, 9);
        expect(found["hosts-with-broken.peak"]).toBe(slow.peak);
      }),
    );
  });

  function slowBroken({ transitions }: Story) {
    const on = Array.from(busyFleet.homeOf);
    const broken = on.map(() => false);
    let [area, since, peak] = [0, 0, 0];
    const count = () => new Set(on.filter((host, c) => broken[c] && host >= 0)).size;
    for (const { time, kind, subject, to, cause } of transitions) {
      area += (time - since) * count();
      since = time;
      if (kind === TransitionKind.ContainerMoved) on[subject] = to;
      if (kind === TransitionKind.ContainerPhase) {
        const isBreakage = cause === Cause.Defect || cause === Cause.Fault;
        broken[subject] = to !== ContainerPhase.Serving && isBreakage;
      }
      peak = Math.max(peak, count());
    }
    return { area: area + (busyFleet.horizon - since) * count(), peak };
  }
});
