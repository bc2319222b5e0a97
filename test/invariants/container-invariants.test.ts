import { describe, expect, it } from "vitest";
import { Cause, ContainerPhase, HostPhase } from "../../src/fleet/state/phases.js";
import { containersRunOnHostsThatAreUp } from "../../src/invariants/containers-run-on-hosts-that-are-up.js";
import { containersWaitForSomething } from "../../src/invariants/containers-wait-for-something.js";
import { legalContainerMoves } from "../../src/invariants/legal-container-moves.js";
import { evictionsWithinBudget } from "../../src/invariants/evictions-within-budget.js";
import { DAY, HOUR } from "../../src/support/time.js";
import { breaches, fleet, group, Story } from "../metrics/story.js";

const facts = fleet({ horizon: DAY });

function found(invariant: Parameters<typeof breaches>[0], story: Story, of = facts): string[] {
  return [...breaches(invariant, story, of)];
}

describe("containers and their hosts", () => {
  it("run only while their host is up", () => {
    const down = () => new Story(facts).at(HOUR).host(0, HostPhase.Down, Cause.Fault);
    const stopped = down();
    for (let c = 0; c < 10; c++) stopped.container(c, ContainerPhase.Waiting, Cause.Fault);
    stopped.at(2 * HOUR).host(0, HostPhase.Firmware, Cause.Fault);
    expect(found(containersRunOnHostsThatAreUp, stopped)).toEqual([]);
    const left = down()
      .at(2 * HOUR)
      .host(0, HostPhase.Firmware, Cause.Fault);
    expect(found(containersRunOnHostsThatAreUp, left)[0]).toContain("had 10 containers that ran");
    const started = stopped.container(0, ContainerPhase.Starting, Cause.Fault);
    expect(found(containersRunOnHostsThatAreUp, started)[0]).toContain("starting on host 0");
  });

  it("are moved only to where there is room for them and all is well", () => {
    expect(found(containersRunOnHostsThatAreUp, new Story(facts).move(0, 1))).toEqual([]);
    const full = fleet({ groups: [group({ capacity: 0 })] });
    expect(found(containersRunOnHostsThatAreUp, new Story(full).move(0, 1), full)[0]).toContain(
      "can hold 0",
    );
    const draining = new Story(facts).host(1, HostPhase.Draining).move(0, 1);
    expect(found(containersRunOnHostsThatAreUp, draining)[0]).toContain("which is draining");
    const groups = [group({ hosts: 2 }), group({ name: "db", first: 2, hosts: 2 })];
    const other = fleet({ groups });
    expect(found(containersRunOnHostsThatAreUp, new Story(other).move(0, 3), other)[0]).toContain(
      "not of its group",
    );
  });

  it("serve only once they have been started", () => {
    const waiting = () => new Story(facts).at(HOUR).container(3, ContainerPhase.Waiting);
    const started = waiting().container(3, ContainerPhase.Starting);
    expect(found(legalContainerMoves, started.container(3, ContainerPhase.Serving))).toEqual([]);
    expect(found(legalContainerMoves, waiting().container(3, ContainerPhase.Serving))[0]).toContain(
      "goes from waiting to serving",
    );
  });

  it("leave a host that serves only once they have been stopped on it", () => {
    const stopped = () => new Story(facts).at(HOUR).container(3, ContainerPhase.Stopping);
    expect(found(legalContainerMoves, new Story(facts).move(3, 1))[0]).toContain("is serving");
    const moved = stopped()
      .at(2 * HOUR)
      .container(3, ContainerPhase.Waiting)
      .move(3, 1);
    expect(found(legalContainerMoves, moved)).toEqual([]);
    const later = stopped()
      .container(3, ContainerPhase.Waiting)
      .at(2 * HOUR)
      .move(3, 1);
    expect(found(legalContainerMoves, later)).toHaveLength(1);
    const crowded = new Story(facts).container(3, ContainerPhase.Waiting, Cause.Defect).move(3, 1);
    expect(found(legalContainerMoves, crowded)).toEqual([]);
    for (const phase of [HostPhase.Draining, HostPhase.Down]) {
      const story = new Story(facts).host(0, phase).host(1, phase).host(2, phase).move(3, 3);
      expect(found(legalContainerMoves, story)).toEqual([]);
    }
  });

  it("do not wait for a host that serves", () => {
    const forgotten = new Story(facts).at(HOUR).container(3, ContainerPhase.Waiting, Cause.Fault);
    expect(found(containersWaitForSomething, forgotten)[0]).toContain("container 3");
    const fault = { kind: "power-loss", from: 0, until: DAY, who: [2], label: "x" } as const;
    const excused = fleet({ horizon: DAY, faults: [fault] });
    expect(found(containersWaitForSomething, forgotten, excused)).toEqual([]);
  });

  it("are evicted only as their budget lets", () => {
    const services = [
      { name: "api", group: 0, first: 0, replicas: 3, minAvailable: 2, budgets: 1 },
    ];
    const tight = fleet({ services });
    const one = new Story(tight).container(0, ContainerPhase.Stopping);
    expect(found(evictionsWithinBudget, one, tight)).toEqual([]);
    expect(found(evictionsWithinBudget, one.container(1, ContainerPhase.Stopping), tight)).toEqual([
      'service "api" loses a container to an eviction and serves with 1; its budget demands 2',
    ]);
  });
});
