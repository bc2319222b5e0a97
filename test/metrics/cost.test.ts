import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prices } from "../../src/fleet/state/asked.js";
import type { FleetFacts } from "../../src/fleet/state/model.js";
import { Cause, ContainerPhase, HostPhase } from "../../src/fleet/state/phases.js";
import { TransitionKind } from "../../src/fleet/state/transitions.js";
import { costComponents } from "../../src/metrics/cost.js";
import type { MetricValues } from "../../src/metrics/metric.js";
import { startFolds } from "../../src/simulation/folds.js";
import { DAY, HOUR } from "../../src/support/time.js";
import { busyFleet, stories } from "./histories.js";
import { fleet, group, release, replay, Story } from "./story.js";

const SLA = DAY;

/** A world of ten days with prices, ten containers of two services on six hosts for four each. */
function priced(prices: Prices): FleetFacts {
  return fleet({
    horizon: 10 * DAY,
    groups: [group({ hosts: 6, capacity: 4 }), group({ name: "db", first: 6, hosts: 2 })],
    services: [
      { name: "api", group: 0, first: 0, replicas: 6, minAvailable: 0, budgets: 0 },
      { name: "job", group: 0, first: 6, replicas: 4, minAvailable: 0, budgets: 0 },
    ],
    releases: [release("1.0"), release("1.1", { bad: true }), release("1.2")],
    asked: { slas: [SLA], splits: ["service"], prices },
  });
}

function valuesOf(facts: FleetFacts, story: Story): MetricValues {
  const folds = startFolds(facts);
  replay(story.transitions, (_, transition) => folds.sink(transition));
  return folds.finish().values;
}

/** The cost of a story in a world with prices, and its components. */
function costOf(prices: Prices, tell: (story: Story) => Story) {
  const facts = priced(prices);
  const { scalars, parts = {} } = valuesOf(facts, tell(new Story(facts)));
  const known = costComponents.flatMap((component) => {
    const amount = parts[`cost{component=${component}}`];
    return amount === undefined ? [] : [[component, amount] as const];
  });
  return { cost: scalars["cost"], ...Object.fromEntries(known) };
}

describe("cost", () => {
  it("does not apply where nothing has a price", () => {
    const facts = fleet();
    const { scalars, parts } = valuesOf(facts, new Story(facts));
    expect(scalars["cost"]).toBeNull();
    expect(Object.keys(parts!).filter((key) => key.startsWith("cost"))).toEqual([]);
  });

  it("has the components that have a price, and is their sum", () => {
    const prices = { unpatchedHost: 2, replacedHost: 30 };
    const found = costOf(prices, (story) =>
      story.tell("Published", 0).at(HOUR).host(0, HostPhase.Provisioning, Cause.Planned),
    );
    // Eight hosts stay unpatched for ten days.
    expect(found).toEqual({ cost: 2 * 8 * 240 + 30, unpatched: 2 * 8 * 240, replaced: 30 });
  });

  it("of downtime goes by the service of the container", () => {
    const found = costOf({ containerDown: [900, 12] }, (story) =>
      story
        .at(HOUR)
        .container(0, ContainerPhase.Stopping)
        .container(7, ContainerPhase.Unreachable, Cause.Defect)
        .at(HOUR + HOUR / 2)
        .container(0, ContainerPhase.Serving)
        .at(4 * HOUR)
        .container(7, ContainerPhase.Serving),
    );
    expect(found).toEqual({ cost: 450 + 36, downtime: 450 + 36 });
  });

  it("of unpatched hosts lasts from the publication of a good release until they run it", () => {
    const found = costOf({ unpatchedHost: 0.5 }, (story) => {
      story.at(DAY).tell("Published", 0).tell("Published", 1);
      for (let host = 0; host < 8; host++) story.at(DAY + (1 + host) * HOUR).runs(host, 0);
      return story;
    });
    expect(found).toEqual({ cost: 0.5 * 36, unpatched: 0.5 * 36 });
  });

  it("of operators is that of repairs, and of halts where they take time", () => {
    const tell = (story: Story) =>
      story
        .at(HOUR)
        .tell("RepairBegan", 0)
        .tell("Halted", 0)
        .tell("Halted", 1, { from: 1 })
        .at(3 * HOUR)
        .tell("RepairEnded", 0);
    expect(costOf({ operator: { amount: 90, halt: 0 } }, tell).cost).toBe(180);
    expect(costOf({ operator: { amount: 90, halt: HOUR / 2 } }, tell).cost).toBe(270);
  });

  it("of spare hosts is for those beyond what containers fill, whatever happens", () => {
    // Ten containers fill three of six hosts; nobody knows what the other group is for.
    expect(costOf({ spareHost: 0.2 }, (story) => story).cost).toBeCloseTo(0.2 * 3 * 240, 9);
  });

  it("of replaced hosts is for each new instance", () => {
    const found = costOf({ replacedHost: 3 }, (story) =>
      story
        .host(0, HostPhase.Provisioning)
        .at(HOUR)
        .host(0, HostPhase.Serving)
        .host(1, HostPhase.Provisioning),
    );
    expect(found).toEqual({ cost: 6, replaced: 6 });
  });

  it("of deadlines is for each host and good release that is late", () => {
    const missedDeadline = { amount: 25, sla: SLA };
    const found = costOf({ missedDeadline }, (story) => {
      story.at(0).tell("Published", 0).tell("Published", 1);
      for (const host of [0, 1, 2]) story.at(DAY).runs(host, 0);
      for (const host of [3, 4]) story.at(DAY + 1).runs(host, 0);
      return story.at(9.5 * DAY).tell("Published", 2);
    });
    // Hosts 3 and 4 are late, 5 to 7 never take it; the deadline of 1.2 is after the end.
    expect(found).toEqual({ cost: 25 * 5, deadlines: 25 * 5 });
  });
});

type Stated = { readonly [Key in keyof Prices]-?: NonNullable<Prices[Key]> };

describe("the cost of any history", () => {
  const price = fc.integer({ min: 0, max: 1_000 });
  const prices = fc.record({
    containerDown: fc.tuple(price, price),
    unpatchedHost: price,
    operator: fc.record({ amount: price, halt: fc.integer({ min: 0, max: 3 * HOUR }) }),
    spareHost: price,
    replacedHost: price,
    missedDeadline: price.map((amount) => ({ amount, sla: HOUR / 4 })),
  });

  it("is what adding up its transitions one by one comes to", () => {
    fc.assert(
      fc.property(stories, prices, (story, stated) => {
        const asked = { slas: [HOUR / 4], splits: ["service" as const], prices: stated };
        const { scalars, parts } = valuesOf({ ...busyFleet, asked }, story);
        const twin = slowCosts(story, stated, scalars);
        for (const component of costComponents) {
          expect(parts![`cost{component=${component}}`]).toBeCloseTo(twin[component], 6);
        }
        const sum = Object.values(twin).reduce((total, amount) => total + amount, 0);
        expect(scalars["cost"]).toBeCloseTo(sum, 5);
      }),
    );
  });

  /** Container by container and host by host, from the log alone where another test does not do that for the hours of hosts. */
  function slowCosts(
    { transitions }: Story,
    stated: Stated,
    scalars: MetricValues["scalars"],
  ): Record<(typeof costComponents)[number], number> {
    const { horizon, serviceOf } = busyFleet;
    const ofKind = (kind: number) => transitions.filter((one) => one.kind === kind);
    const down = (container: number) => {
      const own = ofKind(TransitionKind.ContainerPhase).filter((t) => t.subject === container);
      return own.reduce((sum, { time, to }, i) => {
        const until = own[i + 1]?.time ?? horizon;
        return sum + (to === ContainerPhase.Serving ? 0 : until - time);
      }, 0);
    };
    const containers = [...serviceOf.keys()].map(
      (container) => (down(container) / HOUR) * stated.containerDown[serviceOf[container]!]!,
    );
    // A repair that ends is the one of its host that began last.
    const ended = transitions.flatMap(({ kind, subject, time }, i) => {
      if (kind !== TransitionKind.RepairEnded) return [];
      const began = transitions
        .slice(0, i)
        .findLast((one) => one.kind === TransitionKind.RepairBegan && one.subject === subject);
      return [time - (began?.time ?? 0)];
    });
    const repairing = ended.reduce((sum, spent) => sum + spent, 0);
    const halting = ofKind(TransitionKind.Halted).length * stated.operator.halt;
    const made = ofKind(TransitionKind.HostPhase).filter((t) => t.to === HostPhase.Provisioning);
    return {
      downtime: containers.reduce((sum, amount) => sum + amount, 0),
      unpatched: stated.unpatchedHost * scalars["unpatched-time"]!,
      operator: (stated.operator.amount * (repairing + halting)) / HOUR,
      // Ten containers fill one of the four hosts of the first group.
      spare: stated.spareHost * 3 * (horizon / HOUR),
      replaced: stated.replacedHost * made.length,
      deadlines: stated.missedDeadline.amount * scalars["deadlines-missed"]!,
    };
  }
});
