import { describe, expect, it } from "vitest";
import type { Command, Gate, View } from "../../src/fleet/control/policy-contract.js";
import type { Effect } from "../../src/fleet/effects/effects.js";
import type { Model } from "../../src/fleet/state/model.js";
import { HostPhase } from "../../src/fleet/state/phases.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { DAY, HOUR, MINUTE, NEVER } from "../../src/support/time.js";
import {
  constant,
  defect,
  gate,
  group,
  mechanism,
  model,
  offerAll,
  only,
  record,
  release,
} from "./build.js";

/** Nobody repairs anything. */
const nobody = { crews: 0, repair: constant(0), fix: constant(0), notice: constant(0), hold: true };
/** A host that takes this release never comes back. */
const bricks: Partial<Model> = {
  releases: [release({ defects: [0] })],
  defects: [defect()],
  groups: [group({ mechanism: mechanism({ kind: "in-place", panicReboot: NEVER }) })],
  people: nobody,
};

/** A policy that also gives orders at set times. */
function withOrders(rule: Gate, orders: readonly (readonly [at: number, order: Command])[]) {
  const offers = offerAll(rule);
  return {
    start: () => null,
    decide(view: View, memory: unknown) {
      const decision = offers.decide(view, memory);
      const due = orders.flatMap(([at, order]) => (at === view.now ? [order] : []));
      const later = orders.map(([at]) => at).filter((at) => at > view.now);
      return {
        memory,
        commands: [...decision.commands, ...due],
        wakeAt: Math.min(NEVER, ...later),
      };
    },
  };
}

function hostsOf(transitions: readonly Transition[]): number[] {
  return transitions.map(({ subject }) => subject);
}

describe("who gets the lock next", () => {
  /** All ten hosts have waited since long before the gate opens. */
  const takersOf = (order: Gate["order"], overrides: Partial<Model> = {}) => {
    const open = gate({ maxReboots: 1, order, lock: "mco" });
    const policy = withOrders(gate({ maxReboots: 0, order, lock: "mco" }), [
      [12 * HOUR, { kind: "gate", group: 0, gate: open }],
    ]);
    return hostsOf(only(record(model(overrides), policy).trace, "LockTaken"));
  };

  it("is the host that was made first, where a controller goes through them in order", () => {
    expect(takersOf("index")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("is one zone after the other for OpenShift", () => {
    const zoned = { zones: ["a", "b"], groups: [group({ zones: [1, 0] })] };
    expect(takersOf("zone", zoned)).toEqual([1, 3, 5, 7, 9, 0, 2, 4, 6, 8]);
  });

  it("is somebody else by hash, and the same one again the next time", () => {
    const order = takersOf("hash");
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(order).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(takersOf("hash")).toEqual(order);
  });

  it("is whoever asks first, each host once, in a race", () => {
    expect(takersOf("race").toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("a lock whose maximum changes", () => {
  const rebootsUnder = (lock: Gate["lock"]) => {
    const rule = gate({ maxReboots: 1, lock, coordinator: true });
    const policy = withOrders(rule, [
      [10 * HOUR, { kind: "gate", group: 0, gate: { ...rule, maxReboots: 5 } }],
    ]);
    return only(record(model(bricks), policy).trace, "RebootChosen").length;
  };

  it("lets more hosts in where the coordinator heeds it (locksmith's set-max)", () => {
    expect(rebootsUnder("locksmith")).toBe(5);
  });

  it("stays as it was created with airlock (coreos/airlock#81)", () => {
    expect(rebootsUnder("fleetlock")).toBe(1);
  });
});

describe("a lock held by the dead", () => {
  it("is purged by kured only when somebody needs it, and then goes on to the next", () => {
    const rule = gate({ maxReboots: 1, lock: "kured", coordinator: true, ttl: 2 * HOUR });
    const { trace } = record(model(bricks), offerAll(rule));
    const taken = only(trace, "LockTaken").map(({ time }) => time);
    const gaps = taken.slice(1).map((time, index) => time - taken[index]!);
    expect(taken).toHaveLength(10);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2 * HOUR);
    // The last one of the ten is needed by nobody, and so it is never purged.
    expect(only(trace, "LockReleased")).toHaveLength(9);
  });

  it("wakes the policy when it is old, and is freed by hand", () => {
    const rule = gate({ maxReboots: 1, coordinator: true });
    const ages: number[] = [];
    const offers = offerAll(rule);
    const policy = {
      start: () => null,
      decide(view: View, memory: unknown) {
        const { commands } = offers.decide(view, memory);
        const since = view.groups[0]!.oldestLock;
        const old = since !== undefined && view.now >= since + 6 * HOUR;
        if (old) ages.push(view.now - since);
        return {
          memory,
          commands: [
            ...commands,
            ...(view.now === 0
              ? [{ kind: "watch-lock", group: 0, heldFor: 6 * HOUR } as const]
              : []),
            ...(old ? [{ kind: "unlock", group: 0, heldFor: 6 * HOUR } as const] : []),
          ],
          wakeAt: NEVER,
        };
      },
    };
    const { trace } = record(model(bricks), policy);
    expect(ages.length).toBeGreaterThan(3);
    expect(new Set(ages)).toEqual(new Set([6 * HOUR]));
    expect(only(trace, "LockReleased")).toHaveLength(ages.length);
  });

  it("is not taken by hand from a holder that is up", () => {
    const rule = gate({ maxReboots: 1, coordinator: true, releaseAt: "never" });
    const policy = withOrders(rule, [[20 * HOUR, { kind: "unlock", group: 0, heldFor: 0 }]]);
    const { trace } = record(model(), policy);
    expect(only(trace, "LockReleased")).toHaveLength(0);
  });
});

describe("a gate", () => {
  it("fails closed or open, as it is told, when the coordinator is out of reach", () => {
    const who = Array.from({ length: 10 }, (_, host) => host);
    const cut: Effect = { kind: "cut", links: ["lock"], from: 0, until: 3 * DAY, who, label: "x" };
    const reboots = (unreachable: Gate["unreachable"]) => {
      const rule = gate({ maxReboots: 1, coordinator: true, unreachable });
      return only(record(model({ faults: [cut] }), offerAll(rule)).trace, "RebootChosen").length;
    };
    expect([reboots("wait"), reboots("reboot")]).toEqual([0, 10]);
  });

  it("holds everybody back while too many hosts are not well", () => {
    const rule = (blockedAbove: number) => gate({ maxReboots: 3, coordinator: true, blockedAbove });
    const bricked = (blockedAbove: number) =>
      only(record(model(bricks), offerAll(rule(blockedAbove))).trace, "RebootChosen").length;
    expect(bricked(NEVER)).toBe(3);
    expect(bricked(0)).toBe(1);
  });

  it("counts hosts that are down for other reasons besides the holders, not instead of them", () => {
    // Three hosts are dead before the update comes; of four that may be unavailable one is left.
    const who = [0, 1, 2];
    const dead: Effect = { kind: "power-loss", from: 0, until: 3 * DAY, who, label: "x" };
    const rule = gate({ maxReboots: 4, countsUnavailable: true });
    const { trace } = record(model({ faults: [dead] }), offerAll(rule));
    expect(Math.max(...only(trace, "LockTaken").map(({ to }) => to))).toBe(1);
  });

  it("keeps the lock for the release delay after the host has come back", () => {
    const rule = gate({ maxReboots: 1, coordinator: true, releaseDelay: HOUR });
    const { trace } = record(model(), offerAll(rule));
    const back = only(trace, "HostPhase").filter(({ to }) => to === HostPhase.Runtime);
    const released = only(trace, "LockReleased");
    expect(released.length).toBeGreaterThan(3);
    expect(released.map(({ time }, index) => time - back[index]!.time)).toEqual(
      released.map(() => HOUR),
    );
  });

  it("holds the slot while logged-in users hold the reboot up (coreos/zincati#756)", () => {
    const rule = gate({
      maxReboots: 1,
      coordinator: true,
      sessions: { share: 1, wait: 10 * MINUTE },
    });
    const { trace } = record(model(), offerAll(rule));
    const waits = only(trace, "RebootChosen").map(({ subject, time }) => {
      const taken = only(trace, "LockTaken").find((lock) => lock.subject === subject)!;
      return time - taken.time;
    });
    expect(waits).toHaveLength(10);
    expect(new Set(waits)).toEqual(new Set([10 * MINUTE]));
  });

  it("lets those who waited for a window begin spread over the time it says", () => {
    const windows = { week: [[26 * HOUR, 30 * HOUR]] as const, offsets: [] };
    const { trace } = record(model(), offerAll(gate({ windows, openingSpread: HOUR })));
    const times = only(trace, "RebootChosen").map(({ time }) => time - 26 * HOUR);
    expect(times).toHaveLength(10);
    expect(Math.max(...times)).toBeLessThan(HOUR);
    expect(new Set(times).size).toBe(10);
  });
});

describe("a release that is ordered back", () => {
  it("leaves every host on the one before, once, and is taken by nobody again", () => {
    const policy = withOrders(gate(), [[DAY, { kind: "recall", group: 0, release: 0 }]]);
    const { trace, run } = record(model(), policy);
    expect(only(trace, "Granted")).toHaveLength(10);
    expect([...run.world.state.hosts.release]).toEqual(Array<number>(10).fill(-1));
    expect(only(trace, "RebootChosen")).toHaveLength(20);
  });

  it("is left to those who have not gone back yet when the order is taken back", () => {
    const rollout = { group: 0, release: 0 };
    const policy = withOrders(gate(), [
      [DAY, { kind: "recall", ...rollout }],
      [DAY + 20 * MINUTE, { kind: "resume", ...rollout }],
    ]);
    const { trace, run } = record(model(), policy);
    const back = [...run.world.state.hosts.release].filter((on) => on === -1).length;
    expect(back).toBeGreaterThan(0);
    expect(back).toBeLessThan(10);
    expect(only(trace, "RebootChosen")).toHaveLength(10 + back);
  });

  it("stays where it is on hosts that have no way back", () => {
    const fleet = group({ mechanism: mechanism({ kind: "in-place", downgrade: false }) });
    const policy = withOrders(gate(), [[DAY, { kind: "recall", group: 0, release: 0 }]]);
    const { run } = record(model({ groups: [fleet] }), policy);
    expect([...run.world.state.hosts.release]).toEqual(Array<number>(10).fill(0));
  });
});

describe("the stages of an offer", () => {
  it("count each host once, its grants and what it reports, and wake the policy at a number asked for", () => {
    const woken: number[] = [];
    const seen: unknown[] = [];
    const policy = {
      start: () => null,
      decide(view: View, memory: unknown) {
        const commands: Command[] = [];
        if (view.now === 0) commands.push({ kind: "gate", group: 0, gate: gate() });
        if (view.releases[0]!.publishedAt[0] === view.now) {
          const rollout = { group: 0, release: 0 };
          const schedule = [[view.now, 1]] as const;
          commands.push(
            { kind: "offer", ...rollout, schedule, rank: "host", stages: [0.4, 1] },
            {
              kind: "watch-stage",
              ...rollout,
              stage: 1,
              successes: 2,
              failures: NEVER,
              troubles: NEVER,
            },
          );
        } else if (view.now > HOUR) woken.push(view.releases[0]!.stages[0]![1]!.successes);
        seen.push(view.releases[0]!.stages[0]);
        return { memory, commands, wakeAt: view.now < DAY ? DAY : NEVER };
      },
    };
    const { run } = record(model({ groups: [group({ hosts: 100 })], services: [] }), policy);
    const [first, second] = seen.at(-1) as readonly Record<string, number>[];
    expect(run.world.state.releases[0]!.successes).toBe(100);
    expect(first!["hosts"]! + second!["hosts"]!).toBe(100);
    expect(first!["hosts"]).toBeGreaterThan(20);
    expect(first!["hosts"]).toBeLessThan(60);
    expect(first!["grants"]).toBe(first!["hosts"]);
    expect(woken[0]).toBe(2);
  });
});
