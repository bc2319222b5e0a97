import { describe, expect, it } from "vitest";
import { EFFECT_KINDS, type Effect, type EffectKind } from "../../src/fleet/effects/effects.js";
import type { Model } from "../../src/fleet/state/model.js";
import {
  BootOutcome,
  Cause,
  ContainerPhase,
  HostPhase,
  ReportStatus,
} from "../../src/fleet/state/phases.js";
import type { Transition } from "../../src/fleet/state/transitions.js";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/support/time.js";
import {
  constant,
  gate,
  group,
  mechanism,
  model,
  offerAll,
  only,
  record,
  service,
} from "./build.js";

/** What each effect does to one host of ten, and that it says so: with the effect and without it. */

const HOST = 3;
const everybody = Array.from({ length: 10 }, (_, host) => host);

function effect(kind: EffectKind, more: Partial<Effect> = {}): Effect {
  return { kind, from: 0, until: DAY, who: [HOST], label: kind, ...more };
}

/** A run with the effect. */
function under(
  faults: Effect | readonly Effect[],
  overrides: Partial<Model> = {},
  policy = offerAll(),
) {
  const list = [faults].flat() as readonly Effect[];
  return record(model({ ...overrides, faults: list }), policy).trace;
}

function firings(trace: readonly Transition[]): number {
  return only(trace, "FaultFired").length;
}

/** When the host first runs the new release [ms]; undefined where it never does. */
function updatedAt(trace: readonly Transition[], host = HOST): number | undefined {
  return only(trace, "RunningRelease").find(({ subject, to }) => subject === host && to === 0)
    ?.time;
}

const ordinary = record(model()).trace;
const inPlace = { groups: [group({ mechanism: mechanism({ kind: "in-place" }) })] };
/** Containers of hosts that are down move at once, and there is room for them. */
const moving = { services: [service({ rescheduleAfter: 0, replicas: 10 })] };
const draining = offerAll(
  gate({
    maxReboots: 1,
    drain: { kind: "evict", timeout: 6 * HOUR, atTimeout: "reboot", retry: HOUR },
  }),
);
const oneAtATime = offerAll(gate({ maxReboots: 1 }));

describe("effects on boots", () => {
  it.each([
    ["kernel-panic", BootOutcome.Panicked],
    ["boot-hang", BootOutcome.Hung],
  ] as const)("%s ends boots of its hosts, and of the releases it names only", (kind, outcome) => {
    const trace = under(effect(kind));
    const failed = only(trace, "BootAttempt").filter(({ to }) => to === outcome);
    expect(new Set(failed.map(({ subject }) => subject))).toEqual(new Set([HOST]));
    expect(firings(trace)).toBe(1);
    const named = under(effect(kind, { releases: [0] }));
    const tried = only(named, "BootAttempt").filter(({ to }) => to === outcome);
    expect(tried.every(({ detail }) => detail === 0)).toBe(true);
    expect(firings(under(effect(kind, { releases: [7] })))).toBe(0);
  });

  it("slow-boot makes a boot three times as long", () => {
    const bootOf = (trace: readonly Transition[]) => {
      const mine = only(trace, "HostPhase").filter(({ subject }) => subject === HOST);
      const from = mine.find(({ to }) => to === HostPhase.Firmware)!.time;
      return mine.find(({ to }) => to === HostPhase.Workloads)!.time - from;
    };
    const trace = under(effect("slow-boot", { amount: 3 }));
    expect(bootOf(trace)).toBe(3 * bootOf(ordinary));
    expect(firings(trace)).toBe(1);
  });

  it("crash-after-boot brings a host down a set time after it is up, again and again until it ends", () => {
    const trace = under(effect("crash-after-boot", { amount: 6 * HOUR }), { publications: [] });
    const crashes = only(trace, "HostPhase").filter(({ to }) => to === HostPhase.Down);
    expect(crashes.map(({ time }) => Math.floor(time / HOUR))).toEqual([6, 12, 18]);
    expect(crashes.every(({ subject, cause }) => subject === HOST && cause === Cause.Fault)).toBe(
      true,
    );
  });
});

describe("effects on images and slots", () => {
  it("corrupt-write makes an A/B host fall back, and an in-place host half-configured", () => {
    const trace = under(effect("corrupt-write"));
    expect(only(trace, "Fallback")[0]?.subject).toBe(HOST);
    expect(firings(trace)).toBe(1);
    const packages = under(effect("corrupt-write"), {
      groups: [group({ mechanism: mechanism({ kind: "in-place", unbootableShare: 1 }) })],
    });
    const outcomes = only(packages, "BootAttempt").filter(({ subject }) => subject === HOST);
    expect(outcomes[0]?.to).toBe(BootOutcome.Unbootable);
  });

  it("install-fails keeps the host on what it runs, and is reported", () => {
    const trace = under(effect("install-fails", { until: 2 * DAY }));
    expect(updatedAt(trace)).toBeUndefined();
    const reports = only(trace, "Report").filter(({ subject }) => subject === HOST);
    expect(reports.some(({ to }) => to === ReportStatus.Failed)).toBe(true);
  });

  it("disk-full stops packages half way and ostree deployments, not a slot of its own", () => {
    const full = effect("disk-full", { until: 2 * DAY });
    const ofKind = (kind: "ab" | "ostree" | "in-place") =>
      under(full, { groups: [group({ mechanism: mechanism({ kind }) })] });
    expect(updatedAt(ofKind("ab"))).toBeDefined();
    expect(updatedAt(ofKind("ostree"))).toBeUndefined();
    expect(updatedAt(ofKind("in-place"))).toBeUndefined();
  });

  it("slow-install makes the installation longer by its factor", () => {
    const trace = under(effect("slow-install", { amount: 10 }));
    expect(updatedAt(trace)! - updatedAt(ordinary)!).toBe(9 * MINUTE);
  });

  it("loader-writes-lost lets a bad image be tried for ever", () => {
    const bad = [effect("kernel-panic", { releases: [0], until: 2 * DAY })];
    const counted = only(under(bad), "BootAttempt").filter(
      ({ subject, to }) => subject === HOST && to === BootOutcome.Panicked,
    );
    const stuck = under([...bad, effect("loader-writes-lost", { until: 2 * DAY })], {
      people: { ...model().people, crews: 0 },
    });
    const tried = only(stuck, "BootAttempt").filter(({ subject }) => subject === HOST);
    expect(counted.length).toBeGreaterThan(0);
    expect(tried.length).toBeGreaterThan(50);
    expect(only(stuck, "Fallback")).toEqual([]);
  });

  it("marked-good-early marks a new image at userland, never-marked-good not at all", () => {
    const markedAt = (trace: readonly Transition[]) =>
      only(trace, "MarkedGood").find(({ subject }) => subject === HOST)?.time;
    const early = under(effect("marked-good-early"));
    expect(markedAt(early)! - updatedAt(early)!).toBe(0);
    expect(markedAt(ordinary)! - updatedAt(ordinary)!).toBe(45 * SECOND);
    const never = under(effect("never-marked-good", { until: 2 * DAY }));
    expect(markedAt(never)).toBeUndefined();
    expect(firings(never)).toBe(1);
  });

  it("slot-rot with a bad image leaves nothing that boots; the update itself heals the slot", () => {
    const rotsBefore = under(effect("slot-rot", { from: MINUTE, until: MINUTE }));
    expect(updatedAt(rotsBefore)).toBeDefined();
    const booted = updatedAt(ordinary)!;
    const after = under([
      effect("kernel-panic", { from: booted, until: 2 * DAY, releases: [0] }),
      effect("slot-rot", { from: booted + 20 * MINUTE, until: booted + 20 * MINUTE }),
      effect("host-crash", { from: booted + HOUR, until: booted + HOUR }),
    ]);
    expect(firings(after)).toBe(3);
    const mine = only(after, "BootAttempt").filter(({ subject }) => subject === HOST);
    expect(mine.filter(({ to }) => to !== BootOutcome.Booted).length).toBeGreaterThan(0);
    expect(only(after, "RepairBegan").some(({ subject }) => subject === HOST)).toBe(true);
  });

  it("wrong-slot boots the release before, which is no fallback of the loader", () => {
    const at = updatedAt(ordinary)! + HOUR;
    const trace = under(effect("wrong-slot", { from: at, until: at }));
    const changes = only(trace, "RunningRelease").filter(({ subject }) => subject === HOST);
    expect(changes.map(({ to }) => to).slice(0, 2)).toEqual([0, -1]);
    expect(only(trace, "Fallback")).toEqual([]);
  });
});

describe("effects on containers", () => {
  it("flaky-bridge makes a share of the starts fail, and they are tried again", () => {
    const every = under(effect("flaky-bridge", { amount: 1, until: 2 * HOUR + 30 * MINUTE }));
    const held = only(every, "ContainerPhase").filter(({ to }) => to === ContainerPhase.BackOff);
    expect(held.length).toBeGreaterThan(0);
    expect(held.every(({ cause }) => cause === Cause.Fault)).toBe(true);
    const none = under(effect("flaky-bridge", { amount: 0 }));
    const failed = only(none, "ContainerPhase").filter(({ to }) => to === ContainerPhase.BackOff);
    expect(failed).toEqual([]);
  });

  it("no-pull holds containers that move up until the registry is back", () => {
    const lost = effect("power-loss", { from: MINUTE, until: 3 * HOUR });
    const trace = under([effect("no-pull", { who: everybody, until: HOUR }), lost], {
      ...moving,
      publications: [],
    });
    const container = only(trace, "ContainerMoved")[0]!.subject;
    const back = only(trace, "ContainerPhase").find(
      ({ subject, to }) => subject === container && to === ContainerPhase.Serving,
    )!;
    expect(back.time).toBeGreaterThanOrEqual(HOUR);
    expect(firings(trace)).toBe(2);
  });

  it("slow-start makes starts longer by its factor", () => {
    const startOf = (trace: readonly Transition[]) => {
      const mine = only(trace, "ContainerPhase").filter(({ subject }) => subject === 0);
      const began = mine.find(({ to }) => to === ContainerPhase.Starting)!.time;
      return (
        mine.find(({ to, time }) => to === ContainerPhase.Serving && time > began)!.time - began
      );
    };
    const slow = effect("slow-start", { amount: 4, who: everybody });
    expect(startOf(under(slow))).toBe(4 * startOf(ordinary));
  });

  it("container-crash takes down the containers it names, and they come back", () => {
    const trace = under(effect("container-crash", { who: [], containers: [0, 7], until: 0 }));
    const fell = only(trace, "ContainerPhase").filter(
      ({ to, time }) => to === ContainerPhase.BackOff && time === 0,
    );
    expect(fell.map(({ subject }) => subject)).toEqual([0, 7]);
    const up = only(trace, "ContainerPhase").filter(
      ({ to, time }) => to === ContainerPhase.Serving && time < MINUTE,
    );
    expect(up.map(({ subject }) => subject)).toEqual([0, 7]);
  });

  it.each(["drain-stuck", "evictions-refused"] as const)("%s holds a drain up", (kind) => {
    const one = { services: [service({ replicas: 10 })] };
    const free = under([], one, draining);
    const trace = under(effect(kind, { until: 8 * HOUR }), one, draining);
    expect(updatedAt(trace)!).toBeGreaterThan(updatedAt(free)! + 4 * HOUR);
    expect(firings(trace)).toBe(1);
  });
});

describe("effects on the way to the control plane", () => {
  const closing = (trace: readonly Transition[]) =>
    only(trace, "Report").filter(
      ({ subject, to }) => subject === HOST && to !== ReportStatus.Updating,
    );

  it("routes-lost lasts until the host boots again", () => {
    const trace = under(effect("routes-lost", { from: MINUTE, until: MINUTE }), {
      publications: [],
    });
    const mine = only(trace, "HostPhase").filter(({ subject }) => subject === HOST);
    expect(mine[0]?.to).toBe(HostPhase.Degraded);
    expect(mine.some(({ to }) => to === HostPhase.Firmware)).toBe(true);
    expect(mine.at(-1)?.to).toBe(HostPhase.Serving);
  });

  it("slow-link makes a download longer by its factor", () => {
    const trace = under(effect("slow-link", { amount: 5 }));
    expect(updatedAt(trace)! - updatedAt(ordinary)!).toBe(4 * 100);
  });

  it("server-slow makes everybody's download longer while it lasts", () => {
    const narrow = { server: { ...model().server, bandwidth: 1e3 } };
    const usual = updatedAt(under([], narrow))!;
    const slow = under(effect("server-slow", { who: [], amount: 0.1 }), narrow);
    expect(updatedAt(slow)! - usual).toBeGreaterThan(SECOND);
    expect(firings(slow)).toBe(1);
  });

  it("poll-storm lets hosts ask at once", () => {
    const at = HOUR + SECOND;
    const trace = under(effect("poll-storm", { who: everybody, from: at, until: at }));
    expect(only(trace, "Granted").filter(({ time }) => time === at)).toHaveLength(10);
  });

  it("reports come later, at the end, twice, never, or say what is not so", () => {
    const usual = closing(ordinary)[0]!;
    expect(closing(under(effect("reports-late", { amount: HOUR })))[0]!.time).toBe(
      usual.time + HOUR,
    );
    expect(closing(under(effect("reports-held")))[0]!.time).toBe(DAY);
    expect(closing(under(effect("reports-repeated", { amount: 2 })))).toHaveLength(3);
    expect(closing(under(effect("reports-lost", { amount: 1 })))).toEqual([]);
    const lie = under(effect("reports-false", { amount: ReportStatus.Failed }));
    expect(closing(lie)[0]!.to).toBe(ReportStatus.Failed);
    expect(updatedAt(lie)).toBe(updatedAt(ordinary));
  });
});

describe("effects on the lock", () => {
  const held = (trace: readonly Transition[]) =>
    Math.max(...only(trace, "LockTaken").map(({ to }) => to));

  it("lock-held keeps everybody waiting while an outsider has the only slot", () => {
    const trace = under(effect("lock-held", { who: everybody, amount: 1 }), {}, oneAtATime);
    expect(only(trace, "LockTaken").every(({ time }) => time >= DAY)).toBe(true);
    expect(only(trace, "LockTaken").length).toBeGreaterThan(0);
    expect(firings(trace)).toBe(1);
  });

  it("split-leader lets two in where one may be", () => {
    const slow = { groups: [group({ boot: { ...group().boot, shutdown: constant(HOUR) } })] };
    expect(held(under([], slow, oneAtATime))).toBe(1);
    const trace = under(effect("split-leader", { who: everybody }), slow, oneAtATime);
    expect(held(trace)).toBe(2);
    expect(firings(trace)).toBe(1);
  });

  it("lock-forgets lets another in while the holder is still away", () => {
    const [first] = only(under([], {}, oneAtATime), "LockTaken");
    const at = first!.time + SECOND;
    const trace = under(
      effect("lock-forgets", { who: everybody, from: at, until: at }),
      {},
      oneAtATime,
    );
    const released = only(trace, "LockReleased")[0]!;
    expect(released).toMatchObject({ time: at, subject: first!.subject });
    expect(firings(trace)).toBe(1);
  });
});

describe("effects on people", () => {
  it("nobody-awake keeps trouble unnoticed and hosts unrepaired", () => {
    const hang = effect("boot-hang", { until: 2 * DAY, releases: [0] });
    const usual = only(under(hang), "RepairBegan")[0]!.time;
    const trace = under([hang, effect("nobody-awake", { who: [], until: DAY })]);
    expect(usual).toBeLessThan(DAY);
    expect(only(trace, "RepairBegan")[0]!.time).toBeGreaterThanOrEqual(DAY);
    expect(only(trace, "TroubleNoticed")[0]!.time).toBeGreaterThanOrEqual(DAY);
  });

  it("nobody-awake does not stop time where trouble is noticed at once", () => {
    const people = { ...model().people, notice: { at: () => 0, mean: 0 } };
    const hang = effect("boot-hang", { until: 2 * DAY, releases: [0] });
    const trace = under([hang, effect("nobody-awake", { who: [], until: DAY })], { people });
    const noticed = only(trace, "TroubleNoticed")[0]!.time;
    expect(noticed).toBeGreaterThanOrEqual(DAY);
    expect(noticed).toBeLessThanOrEqual(DAY + MINUTE);
  });

  it("needless-halt stops a good rollout until it ends", () => {
    const from = HOUR + MINUTE;
    const trace = under(effect("needless-halt", { from, until: DAY }));
    expect(only(trace, "Halted")).toHaveLength(1);
    expect(only(trace, "Resumed")[0]!.time).toBe(DAY);
    const granted = only(trace, "Granted").map(({ time }) => time);
    expect(granted.filter((time) => time > from && time < DAY)).toEqual([]);
  });

  it("offered-to-all gives everybody what was meant for a few", () => {
    const careful = offerAll();
    const few = {
      start: () => null,
      decide(...given: Parameters<typeof careful.decide>) {
        const decision = careful.decide(...given);
        const commands = decision.commands.map((command) =>
          command.kind === "offer"
            ? { ...command, schedule: [[given[0].now, 0.1]] as [number, number][] }
            : command,
        );
        return { ...decision, commands };
      },
    };
    const meant = only(under([], {}, few), "Granted").length;
    const at = 2 * HOUR;
    const trace = under(effect("offered-to-all", { from: at, until: at }), {}, few);
    expect(meant).toBeLessThan(10);
    expect(only(trace, "Granted")).toHaveLength(10);
  });
});

describe("power that goes at a step", () => {
  it.each([
    "download",
    "install",
    "staged",
    "shutdown",
    "firmware",
    "kernel",
    "mark-good",
  ] as const)("%s: the host comes up again", (step) => {
    const until = updatedAt(ordinary)! + 2 * MINUTE;
    const trace = under(effect("power-loss-at-step", { step, amount: MINUTE, until }));
    expect(firings(trace)).toBe(1);
    expect(updatedAt(trace)).toBeDefined();
    const last = only(trace, "HostPhase")
      .filter(({ subject }) => subject === HOST)
      .at(-1)!;
    expect(last.to).toBe(HostPhase.Serving);
  });
});

describe("every kind of effect", () => {
  it("begins, ends and leaves the fleet well, whatever it is", () => {
    for (const kind of EFFECT_KINDS) {
      const one = effect(kind, {
        who: kind.startsWith("server") || kind === "nobody-awake" ? [] : everybody,
        from: HOUR,
        until: 3 * HOUR,
        links: ["update-server", "lock", "reports", "clients"],
        amount: kind.includes("slow") && kind !== "server-slow" ? 3 : 1,
        step: "install",
        containers: [0, 1],
      });
      const trace = under(one, { ...inPlace, horizon: 10 * DAY, services: [service()] });
      const last = new Map<number, number>();
      for (const { subject, to } of only(trace, "HostPhase")) last.set(subject, to);
      for (const phase of last.values()) expect(phase, kind).toBe(HostPhase.Serving);
      expect(only(trace, "FaultEnded"), kind).toHaveLength(1);
    }
  });
});
