import { describe, expect, it } from "vitest";
import type { Gate } from "../../src/fleet/control/policy-contract.js";
import { parts } from "../../src/policies/index.js";
import { timesOfWeek } from "../../src/policies/weekly-windows.js";
import type { WeeklyWindow } from "../../src/policies/window-schema.js";
import { DAY, HOUR, MINUTE, NEVER, WEEK } from "../../src/support/time.js";
import { viewAt } from "./views.js";

function part(kind: string) {
  return parts.reboot.find(({ name }) => name === kind)!;
}

/** The gates that a part sets at the start, by group: 5 hosts on alpha and `hosts` on stable. */
function gatesOf(kind: string, settings: object, hosts = 100): Gate[] {
  const config = part(kind).config.parse(settings);
  const { commands } = part(kind).decide(viewAt(0, [], hosts), part(kind).start(config), config);
  return commands.flatMap((command) => (command.kind === "gate" ? [command.gate] : []));
}

describe("the gates of the reboot parts", () => {
  it("hold nothing back when reboots are immediate", () => {
    const [gate] = gatesOf("immediate", {});
    expect(gate).toMatchObject({
      maxReboots: Infinity,
      delay: 0,
      windows: undefined,
      automatic: true,
    });
    expect(gate!.drain.kind).toBe("none");
  });

  it("are locksmith's for a semaphore: one holder, no expiry, 5 min, released whatever booted", () => {
    const [gate] = gatesOf("semaphore", {});
    expect(gate).toMatchObject({
      maxReboots: 1,
      ttl: NEVER,
      retry: { first: 5 * MINUTE, cap: 5 * MINUTE },
      releaseAt: "agent-start",
      coordinator: true,
      countsUnavailable: false,
    });
  });

  it("take over what a semaphore is told", () => {
    const settings = { max: 3, ttl: "30m", drain: { kind: "evict", timeout: "10m" } };
    const [gate] = gatesOf("semaphore", settings);
    expect(gate).toMatchObject({ maxReboots: 3, ttl: 30 * MINUTE });
    expect(gate!.drain).toEqual({
      kind: "evict",
      timeout: 10 * MINUTE,
      atTimeout: "give-up",
      retry: HOUR,
    });
  });

  // openshift/machine-config-operator: a percentage rounds down, and 0 becomes 1.
  it.each([
    [3, [3, 3]],
    ["33%", [1, 33]],
    ["1%", [1, 1]],
    ["0%", [1, 1]],
    ["100%", [5, 100]],
  ])("let %s of a group of 5 and of 100 be unavailable: %s", (max, expected) => {
    const gates = gatesOf("max-unavailable", { max });
    expect(gates.map(({ maxReboots }) => maxReboots)).toEqual(expected);
  });

  it("count all that is down and wait for health under max-unavailable", () => {
    const [gate] = gatesOf("max-unavailable", {});
    expect(gate).toMatchObject({ countsUnavailable: true, releaseAt: "well", maxReboots: 1 });
    expect(gate!.drain.kind).toBe("evict");
  });

  it("never let a host reboot by itself when reboots are manual", () => {
    expect(gatesOf("manual", {}).map(({ automatic }) => automatic)).toEqual([false, false]);
  });

  it("open for a tenth of the group on a patch day", () => {
    const settings = { patchDay: { windows: [{ days: ["tue"], start: "22:00", length: "4h" }] } };
    const [, gate] = gatesOf("manual", settings);
    expect(gate).toMatchObject({ automatic: true, maxReboots: 10, releaseAt: "well" });
    expect(gate!.windows?.week).toEqual([[DAY + 22 * HOUR, 2 * DAY + 2 * HOUR]]);
  });

  it("stay shut in the weeks between two patch days", () => {
    const patchDay = { windows: [{ start: "02:00", length: "1h" }], everyWeeks: 4 };
    const config = part("manual").config.parse({ patchDay });
    let memory = part("manual").start(config);
    const opened: number[] = [];
    const shut: number[] = [];
    for (let now = 3 * DAY; now < 10 * WEEK;) {
      const decision = part("manual").decide(viewAt(now, []), memory, config);
      for (const command of decision.commands) {
        if (command.kind === "gate") (command.gate.automatic ? opened : shut).push(now);
      }
      memory = decision.memory;
      now = decision.wakeAt;
    }
    expect(opened).toEqual([3 * DAY, 3 * DAY, 4 * WEEK, 4 * WEEK, 8 * WEEK, 8 * WEEK]);
    expect(shut).toEqual([WEEK, WEEK, 5 * WEEK, 5 * WEEK, 9 * WEEK, 9 * WEEK]);
  });
});

describe("timesOfWeek", () => {
  const on = (days: WeeklyWindow["days"], start: number, length: number) => ({
    days,
    start,
    length,
  });

  // Known answers of coreos/zincati src/weekly/mod.rs, in minutes since Monday 00:00.
  it.each([
    ["Wed 06:00 for 45 min", on(["wed"], 6 * HOUR, 45 * MINUTE), [[3240, 3285]]],
    ["Sun 23:59 for 1 min", on(["sun"], 1439 * MINUTE, MINUTE), [[10079, 10080]]],
    ["Mon 00:00 for a week", on(["mon"], 0, WEEK), [[0, 10080]]],
  ])("puts %s where Zincati does", (_, window, minutes) => {
    const expected = minutes.map(([from, until]) => [from! * MINUTE, until! * MINUTE]);
    expect(timesOfWeek([window])).toEqual(expected);
  });

  it("splits a window where the week turns", () => {
    expect(timesOfWeek([on(["sun"], 23 * HOUR, 4 * HOUR)])).toEqual([
      [0, 3 * HOUR],
      [WEEK - HOUR, WEEK],
    ]);
  });

  it("counts time that two windows share once", () => {
    // Zincati: Mon 01:15 for 45 min and Sun 23:30 for 120 min share 15 min: 150 in all.
    const windows = timesOfWeek([
      on(["mon"], 75 * MINUTE, 45 * MINUTE),
      on(["sun"], 1410 * MINUTE, 120 * MINUTE),
    ]);
    const total = windows.reduce((sum, [from, until]) => sum + until - from, 0);
    expect(total).toBe(150 * MINUTE);
  });

  it("opens every day unless days are named", () => {
    const [gate] = gatesOf("immediate", { windows: [{ start: "02:00", length: "2h" }] });
    const nights = Array.from({ length: 7 }, (_, day) => day * DAY + 2 * HOUR);
    expect(gate!.windows?.week).toEqual(nights.map((from) => [from, from + 2 * HOUR]));
  });

  it("refuses a window of no length, and one of more than a week", () => {
    const lengths = ["0s", "8d"].map((length) => ({ windows: [{ start: "02:00", length }] }));
    const outcomes = lengths.map((config) => part("immediate").config.safeParse(config).success);
    expect(outcomes).toEqual([false, false]);
  });
});

describe("whom a lock is for", () => {
  it.each([
    ["kured", "cluster"],
    ["fluo", "cluster"],
    ["brupop", "cluster"],
    ["system-upgrade-controller", "cluster"],
    ["locksmith", "cluster"],
    ["fleet-lock", "group"],
    ["semaphore", "group"],
    ["max-unavailable", "group"],
  ])("is, for %s, the %s unless it is said", (kind, scope) => {
    expect(gatesOf(kind, {}).map(({ lockScope }) => lockScope)).toEqual([scope, scope]);
    const other = scope === "cluster" ? "group" : "cluster";
    expect(gatesOf(kind, { lockScope: other }).map((gate) => gate.lockScope)).toEqual([
      other,
      other,
    ]);
  });

  it.each(["mco", "rolling-update"])("is one pool for %s, and no setting", (kind) => {
    expect(gatesOf(kind, {}).map(({ lockScope }) => lockScope)).toEqual(["group", "group"]);
    expect(part(kind).config.safeParse({ lockScope: "cluster" }).success).toBe(false);
  });

  it("is what shares are of: the hosts of the group, or those of all", () => {
    const most = (lockScope: string) =>
      gatesOf("max-unavailable", { max: "10%", lockScope }).map((gate) => gate.maxReboots);
    expect(most("group")).toEqual([1, 10]);
    expect(most("cluster")).toEqual([10, 10]);
    const blocked = (lockScope: string) =>
      gatesOf("kured", { blockedAbove: "20%", lockScope }).map((gate) => gate.blockedAbove);
    expect(blocked("group")).toEqual([1, 20]);
    expect(blocked("cluster")).toEqual([21, 21]);
  });

  it("is all groups but those that locksmith names, and a new maximum is that of the lock", () => {
    const config = part("locksmith").config.parse({
      max: 2,
      groups: { canary: 3 },
      changes: [
        { at: "1d", max: 7, groups: ["canary"] },
        { at: "2d", max: 5, groups: ["web"] },
      ],
    });
    const maxima = (now: number) => {
      const { commands } = part("locksmith").decide(viewAt(now, []), { made: -1 }, config);
      return commands.map(
        (command) => command.kind === "gate" && [command.gate.lockScope, command.gate.maxReboots],
      );
    };
    expect([0, DAY, 2 * DAY].map(maxima)).toEqual([
      [
        ["group", 3],
        ["cluster", 2],
      ],
      [
        ["group", 7],
        ["cluster", 2],
      ],
      [
        ["group", 7],
        ["cluster", 5],
      ],
    ]);
    const shared = part("locksmith").config.parse({
      changes: [{ at: "0s", max: 6, groups: ["web"] }],
    });
    const { commands } = part("locksmith").decide(viewAt(0, []), { made: -1 }, shared);
    expect(commands.map((command) => command.kind === "gate" && command.gate.maxReboots)).toEqual([
      6, 6,
    ]);
  });
});
