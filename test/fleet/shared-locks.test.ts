/** A reboot lock is for one group, or for all that share it; who shares it is data of the gates. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command, Gate, View } from "../../src/fleet/control/policy-contract.js";
import type { Effect } from "../../src/fleet/effects/effects.js";
import { HostFlag } from "../../src/fleet/state/host-columns.js";
import { hasFlag } from "../../src/fleet/state/host-flags.js";
import type { Model } from "../../src/fleet/state/model.js";
import { type HostPhase, isWell } from "../../src/fleet/state/phases.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { startRun, type Run } from "../../src/simulation/run.js";
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
  service,
} from "./build.js";

const SIZE = 10;
/** Three groups whose hosts take half an hour to shut down, so that locks are held for a while. */
const slowly = { ...group().boot, shutdown: constant(30 * MINUTE) };
const groups = ["web", "db", "edge"].map((name, index) =>
  group({ name, first: index * SIZE, hosts: SIZE, boot: slowly }),
);
const fleet: Partial<Model> = { groups, services: [service({ replicas: 0 })], horizon: 4 * DAY };

const cluster = (overrides: Partial<Gate> = {}) =>
  gate({ maxReboots: 1, lockScope: "cluster", order: "first-come", ...overrides });

/** A gate for each group, and later others, at set times. */
function gated(
  first: readonly Gate[],
  later: readonly (readonly [at: number, group: number, rule: Gate])[] = [],
) {
  const offers = offerAll();
  return {
    start: () => null,
    decide(view: View, memory: unknown) {
      const gates = [
        ...(view.now === 0 ? first.map((rule, index) => [index, rule] as const) : []),
        ...later.flatMap(([at, index, rule]) => (at === view.now ? [[index, rule] as const] : [])),
      ];
      const { commands } = offers.decide(view, memory);
      return {
        memory,
        commands: [
          ...gates.map(([index, rule]): Command => ({ kind: "gate", group: index, gate: rule })),
          ...commands.filter(({ kind }) => kind !== "gate"),
        ],
        wakeAt: Math.min(NEVER, ...later.map(([at]) => at).filter((at) => at > view.now)),
      };
    },
  };
}

const everywhere = (rule: Gate) => groups.map(() => rule);
const groupOfHost = (host: number) => Math.floor(host / SIZE);

/** The most hosts that held any lock at once, among those of some groups. */
function mostHolders(trace: readonly Transition[], of = [0, 1, 2]): number {
  const moves = [
    ...only(trace, "LockTaken").map((one) => ({ ...one, by: 1 })),
    ...only(trace, "LockReleased").map((one) => ({ ...one, by: -1 })),
  ].toSorted((a, b) => a.time - b.time || a.by - b.by);
  let [holders, most] = [0, 0];
  for (const { subject, by } of moves) {
    if (!of.includes(groupOfHost(subject))) continue;
    holders += by;
    most = Math.max(most, holders);
  }
  return most;
}

function breachesOf(run: Run): readonly string[] {
  return run.finish().breaches.map(({ message }) => message);
}

describe("a lock that all groups share", () => {
  it("lets as many hosts of the whole fleet reboot as one of a group lets of each", () => {
    const shared = record(model(fleet), gated(everywhere(cluster())));
    expect(mostHolders(shared.trace)).toBe(1);
    expect(only(shared.trace, "LockTaken")).toHaveLength(3 * SIZE);
    const own = record(model(fleet), gated(everywhere(gate({ maxReboots: 1 }))));
    expect(mostHolders(own.trace)).toBe(3);
    expect(groups.map((_, index) => mostHolders(own.trace, [index]))).toEqual([1, 1, 1]);
    for (const { run } of [shared, own]) expect(breachesOf(run)).toEqual([]);
  });

  it("has the number of the first group that it covers, and says that it is shared", () => {
    const rules = [gate({ maxReboots: 1 }), cluster(), cluster()];
    const { trace } = record(model(fleet), gated(rules));
    const seen = only(trace, "LockTaken").map(({ subject, from, cause }) => [
      groupOfHost(subject),
      from,
      cause,
    ]);
    expect(new Set(seen.map(String))).toEqual(new Set(["0,0,0", "1,1,1", "2,1,1"]));
  });

  it("is the same as one of its own where there is one group", () => {
    const one = model({ groups: [groups[0]!], services: [service({ replicas: 0 })] });
    const hash = (rule: Gate) => startRun(one, gated([rule])).finish().hash;
    expect(hash(cluster())).toBe(hash(gate({ maxReboots: 1, order: "first-come" })));
  });

  it("serves all who wait in one line", () => {
    const { trace } = record(model(fleet), gated(everywhere(cluster({ order: "index" }))));
    const taken = only(trace, "LockTaken").map(({ subject }) => subject);
    // The first one comes while nobody else is there yet.
    expect(taken.slice(1)).toEqual(taken.slice(1).toSorted((a, b) => a - b));
  });

  it("counts hosts of every group that are unavailable, or that block it", () => {
    const bricks: Partial<Model> = {
      ...fleet,
      groups: groups.map((one, index) =>
        index === 0
          ? { ...one, mechanism: mechanism({ kind: "in-place", panicReboot: NEVER }) }
          : one,
      ),
      releases: [release({ defects: [0] })],
      defects: [defect({ groups: [0] })],
      people: { crews: 0, repair: constant(0), fix: constant(0), notice: constant(0), hold: true },
    };
    // Hosts of the first group reboot without a lock and do not come back.
    const reckless = gate({ lockScope: "cluster" });
    const others = (rule: Partial<Gate>) => {
      const rules = [
        reckless,
        cluster({ delay: 6 * HOUR, ...rule }),
        cluster({ delay: 6 * HOUR, ...rule }),
      ];
      return only(record(model(bricks), gated(rules)).trace, "LockTaken").length;
    };
    expect(others({})).toBe(2 * SIZE);
    expect(others({ countsUnavailable: true })).toBe(0);
    expect(others({ blockedAbove: SIZE - 1 })).toBe(0);
    expect(others({ blockedAbove: SIZE })).toBe(2 * SIZE);
    expect(others({ countsUnavailable: true, lockScope: "group" })).toBe(2 * SIZE);
  });

  it("is not held up by a group that reboots without a lock, and does not hold it up", () => {
    const rules = [gate({ lockScope: "cluster" }), cluster(), cluster()];
    const { trace, run } = record(model(fleet), gated(rules));
    expect(new Set(only(trace, "LockTaken").map(({ subject }) => groupOfHost(subject)))).toEqual(
      new Set([1, 2]),
    );
    expect(mostHolders(trace)).toBe(1);
    expect([...run.world.state.hosts.release].every((one) => one === 0)).toBe(true);
  });

  it("keeps everybody waiting while an outsider has its only slot, in whichever group the fault strikes", () => {
    const faults = [
      {
        kind: "lock-held" as const,
        label: "held",
        from: 0,
        until: 2 * DAY,
        who: [2 * SIZE],
        amount: 1,
      },
    ];
    const taken = (rule: Gate) =>
      only(record(model({ ...fleet, faults }), gated(everywhere(rule))).trace, "LockTaken");
    expect(Math.min(...taken(cluster()).map(({ time }) => time))).toBeGreaterThanOrEqual(2 * DAY);
    const own = taken(gate({ maxReboots: 1 })).filter(({ time }) => time < 2 * DAY);
    expect(new Set(own.map(({ subject }) => groupOfHost(subject)))).toEqual(new Set([0, 1]));
  });

  it("is seen, watched and unlocked from any of its groups", () => {
    const stuck: Partial<Model> = {
      ...fleet,
      groups: groups.map((one) => ({
        ...one,
        mechanism: mechanism({ kind: "in-place", panicReboot: NEVER }),
      })),
      releases: [release({ defects: [0] })],
      defects: [defect({ groups: [0] })],
      people: { crews: 0, repair: constant(0), fix: constant(0), notice: constant(0), hold: true },
    };
    const seen: View["groups"][] = [];
    const policy = gated(everywhere(cluster({ releaseAt: "well", order: "index" })));
    const watching = {
      ...policy,
      decide(view: View, memory: unknown) {
        seen.push(view.groups);
        const decision = policy.decide(view, memory);
        const watch: Command[] =
          view.now === 0 ? [{ kind: "watch-lock", group: 2, heldFor: DAY }] : [];
        const old = view.groups[2]!.oldestLock ?? NEVER;
        const unlock: Command[] =
          view.now >= old + DAY ? [{ kind: "unlock", group: 2, heldFor: DAY }] : [];
        return { ...decision, commands: [...decision.commands, ...watch, ...unlock] };
      },
    };
    const { trace } = record(model({ ...stuck, horizon: 3 * DAY }), watching);
    const freed = only(trace, "LockReleased").find(({ subject }) => subject < SIZE);
    const first = only(trace, "LockTaken").find(({ subject }) => subject < SIZE)!;
    expect(freed).toMatchObject({ subject: first.subject, time: first.time + DAY });
    expect(seen.at(-1)!.every(({ holders }) => holders === seen.at(-1)![0]!.holders)).toBe(true);
  });
});

describe("a group that changes its lock", () => {
  it("leaves the line of the old one, whose holders of it lose it, and asks the new one", () => {
    const apart = gate({ maxReboots: 1 });
    const moving = gated(everywhere(cluster()), [[3 * HOUR, 1, apart]]);
    const { trace, run } = record(model(fleet), moving);
    const before = trace.filter(({ time }) => time < 3 * HOUR);
    const after = only(trace, "LockTaken").filter(({ time }) => time > 3 * HOUR);
    expect(mostHolders(before)).toBe(1);
    expect(new Set(after.map(({ subject, from }) => `${groupOfHost(subject)} of ${from}`))).toEqual(
      new Set(["0 of 0", "1 of 1", "2 of 0"]),
    );
    expect([...run.world.state.hosts.release].every((one) => one === 0)).toBe(true);
    expect(breachesOf(run)).toEqual([]);
  });
});

const rules = fc
  .record({
    maxReboots: fc.constantFrom(1, 2, NEVER),
    lockScope: fc.constantFrom<Gate["lockScope"]>("cluster", "group"),
    lock: fc.constantFrom<Gate["lock"]>("locksmith", "fleetlock", "kured", "mco"),
    order: fc.constantFrom<Gate["order"]>("race", "first-come", "index", "hash", "zone"),
    countsUnavailable: fc.boolean(),
    coordinator: fc.boolean(),
    releaseAt: fc.constantFrom<Gate["releaseAt"]>("agent-start", "well", "updated"),
    ttl: fc.constantFrom(NEVER, 20 * MINUTE),
    releaseDelay: fc.constantFrom(0, 5 * MINUTE),
  })
  .map(gate);

it("whatever groups share and change: every lock counts its own holders, waiters and hosts that are not well", () => {
  const faulty: Partial<Model> = {
    ...fleet,
    releases: [release({ defects: [0] })],
    defects: [defect({ probability: 0.3, per: "boot" })],
  };
  const outside: readonly Effect[] = [
    { kind: "lock-held", label: "", from: 0, until: DAY, who: [0, SIZE], amount: 1 },
    { kind: "lock-forgets", label: "", from: 5 * HOUR, until: 5 * HOUR, who: [0, 1, SIZE] },
  ];
  // It lets more in than the lock may, so a run with it keeps to no maximum.
  const second: Effect = {
    kind: "split-leader",
    label: "",
    from: 2 * HOUR,
    until: 2 * DAY,
    who: [2 * SIZE],
  };
  const changes = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 2 }), rules),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(
      fc.tuple(rules, rules, rules),
      changes,
      fc.string({ minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 95 }),
      fc.boolean(),
      (first, later, seed, until, isSplit) => {
        const faults = isSplit ? [...outside, second].toSorted((a, b) => a.from - b.from) : outside;
        const orders = later.map(([at, index, rule]) => [at * HOUR, index, rule] as const);
        const run = startRun(model({ ...faulty, faults, seed }), gated(first, orders));
        run.advance(until * HOUR);
        const { locks, groups: states, hosts } = run.world.state;
        const under = (number: number) =>
          Array.from({ length: 3 * SIZE }, (_, host) => host).filter(
            (host) => states[groupOfHost(host)]!.lock === number,
          );
        for (const [number, lock] of locks.entries()) {
          const mine = under(number);
          const holds = (host: number) => hasFlag(run.world, host, HostFlag.HoldsLock);
          const isUnwell = (host: number) => !isWell(hosts.phase[host]! as HostPhase);
          expect(lock.groups).toBe(states.filter((state) => state.lock === number).length);
          expect(lock.holders).toBe(mine.filter(holds).length);
          expect(lock.unwell).toBe(mine.filter(isUnwell).length);
          expect(lock.unwellOthers).toBe(
            mine.filter((host) => isUnwell(host) && !holds(host)).length,
          );
          expect(lock.line.hosts.toSorted((a, b) => a - b)).toEqual(
            mine.filter((host) => hasFlag(run.world, host, HostFlag.WaitsForLock)),
          );
        }
        const copy = run.fork();
        expect(copy.finish().hash).toBe(run.finish().hash);
        if (!isSplit) expect(breachesOf(run)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
