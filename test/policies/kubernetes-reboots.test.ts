import { describe, expect, it } from "vitest";
import type { Gate } from "../../src/fleet/control/policy-contract.js";
import { parts, presets } from "../../src/policies/index.js";
import { policyInput, resolvePolicy } from "../../src/policies/policy-schema.js";
import { DAY, HOUR, MINUTE, NEVER, SECOND, WEEK } from "../../src/support/time.js";
import { isOpen, localTimeOfWeek } from "../../src/systems/windows/open-times.js";
import { viewAt } from "./views.js";

function part(kind: string) {
  return parts.reboot.find(({ name }) => name === kind)!;
}

/** The gate that a part sets for a group of 100 hosts in a run that starts at `startedAt`. */
function gateOf(kind: string, settings: object = {}, startedAt = 0): Gate {
  const config = part(kind).config.parse(settings);
  const view = { ...viewAt(0, []), startedAt };
  const { commands } = part(kind).decide(view, part(kind).start(config), config);
  const gates = commands.flatMap((command) => (command.kind === "gate" ? [command.gate] : []));
  return gates[1]!;
}

function problemsOf(kind: string, settings: object): string[] {
  const { error } = part(kind).config.safeParse(settings);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("kured", () => {
  it("asks once an hour for one lock that never expires, drains without end, and blocks on no alert", () => {
    expect(gateOf("kured")).toMatchObject({
      maxReboots: 1,
      lock: "kured",
      coordinator: true,
      releaseAt: "well",
      releaseDelay: 0,
      ttl: NEVER,
      retry: { first: HOUR, cap: HOUR },
      delaySpread: HOUR,
      blockedAbove: NEVER,
      drain: { kind: "evict", timeout: NEVER, atTimeout: "give-up", retry: HOUR },
    });
  });

  it("is open all week unless it is told otherwise", () => {
    const { windows } = gateOf("kured");
    expect(windows!.week).toEqual([[0, WEEK - 1]]);
  });

  it("forces the reboot when a drain takes too long only if it is told to", () => {
    const timed = (forceReboot: boolean) =>
      gateOf("kured", { drainTimeout: "10m", forceReboot, period: "30m" }).drain;
    expect(timed(true)).toMatchObject({ timeout: 10 * MINUTE, atTimeout: "reboot" });
    expect(timed(false)).toMatchObject({ atTimeout: "give-up", retry: 30 * MINUTE });
  });

  it("takes its alerts for hosts that are not well, as a number or a share of them", () => {
    expect(gateOf("kured", { blockedAbove: 3 }).blockedAbove).toBe(3);
    expect(gateOf("kured", { blockedAbove: "5%" }).blockedAbove).toBe(5);
  });

  it("follows the clocks of its zone, over the change to summer time", () => {
    // 2019-03-30 00:00 UTC, a Saturday; on the 31st at 01:00 UTC Berlin goes from one hour ahead to two.
    const startedAt = Date.UTC(2019, 2, 30);
    const saturday = 5 * DAY;
    const window = { start: "02:30", end: "04:00", timeZone: "Europe/Berlin" };
    const { windows } = gateOf("kured", { window }, startedAt);
    const openAt = (time: number) => isOpen(windows!, time, saturday);
    expect([openAt(90 * MINUTE - 1), openAt(90 * MINUTE)]).toEqual([false, true]);
    expect(localTimeOfWeek(windows!, DAY + HOUR - 1, saturday)).toBe(6 * DAY + 2 * HOUR - 1);
    expect(localTimeOfWeek(windows!, DAY + HOUR, saturday)).toBe(6 * DAY + 3 * HOUR);
    expect([openAt(DAY + HOUR - 1), openAt(DAY + HOUR)]).toEqual([false, true]);
  });

  it.each([
    [{ days: "mon,funday" }, "window.days: expected days such as mon,tue or 1,2, got"],
    [
      { start: "25:00" },
      "window.start: expected a time of day such as 22:00, 9pm or 23:59:59, got",
    ],
    [
      { timeZone: "Mars" },
      "window.timeZone: expected a time zone such as UTC or Europe/Berlin, got",
    ],
  ])("says what is wrong with the window %j", (window, message) => {
    expect(problemsOf("kured", { window })).toEqual([expect.stringContaining(message)]);
  });
});

describe("fluo", () => {
  it("takes a pass to let a host go, another one to let the next, and never takes a place back", () => {
    expect(gateOf("fluo")).toMatchObject({
      maxReboots: 1,
      lock: "mco",
      order: "index",
      ttl: NEVER,
      retry: { first: 30 * SECOND, cap: 30 * SECOND },
      startDelay: 35 * SECOND,
      releaseDelay: 30 * SECOND,
      drain: { timeout: 10 * MINUTE, atTimeout: "reboot" },
    });
  });

  it("is shut at the very end of its window", () => {
    const windows = [{ days: ["mon"], start: "14:00", length: "1h" }];
    const gate = gateOf("fluo", { windows });
    expect(isOpen(gate.windows!, 15 * HOUR - 1, 0)).toBe(true);
    expect(isOpen(gate.windows!, 15 * HOUR, 0)).toBe(false);
  });
});

describe("brupop", () => {
  it("declares time-outs and enforces none, as coded", () => {
    expect(gateOf("brupop")).toMatchObject({
      maxReboots: 1,
      lock: "mco",
      order: "fewest-crashes",
      ttl: NEVER,
      crashBackOff: DAY,
      drain: { timeout: NEVER },
    });
    expect(gateOf("brupop", { enforceTimeouts: true }).ttl).toBe(1740 * SECOND);
  });
});

describe("mco", () => {
  it("counts whatever is unavailable, zone by zone, and hosts that fell back as well", () => {
    expect(gateOf("mco")).toMatchObject({
      maxReboots: 1,
      countsUnavailable: true,
      lock: "mco",
      order: "zone",
      releaseAt: "updated",
      drain: { timeout: NEVER },
    });
  });

  it.each([
    ["29%", 29],
    ["0.5%", 1],
    [7, 7],
  ])("rounds %s of a hundred hosts down, to at least one: %d", (maxUnavailable, hosts) => {
    expect(gateOf("mco", { maxUnavailable }).maxReboots).toBe(hosts);
  });

  it("sends nobody off while the pool is paused", () => {
    expect(gateOf("mco", { paused: true }).automatic).toBe(false);
  });
});

describe("system-upgrade-controller", () => {
  it("leaves a host whose job failed where it is, and makes the job anew after its time to live", () => {
    expect(gateOf("system-upgrade-controller")).toMatchObject({
      maxReboots: 1,
      lock: "mco",
      order: "hash",
      releaseAt: "well",
      drain: { timeout: 10 * MINUTE, atTimeout: "stuck", retry: 15 * MINUTE },
    });
  });

  it("has kured's windows, for it has kured's code", () => {
    const window = { days: "fr", start: "9pm", end: "5am" };
    const { windows } = gateOf("system-upgrade-controller", { window });
    expect(windows).toEqual(gateOf("kured", { window }).windows);
    expect(windows!.week).toHaveLength(2);
  });
});

describe("rolling-update", () => {
  // kubernetes/kubernetes deployment_util_test.go: surge rounds up, unavailable down, both 0 is unavailable 1.
  it.each([
    [{}, 50],
    [{ maxSurge: "0.1%", maxUnavailable: "0.1%" }, 1],
    [{ maxSurge: 0, maxUnavailable: "0.1%" }, 1],
    [{ maxSurge: 3, maxUnavailable: 0 }, 3],
    [{ maxSurge: "100%", maxUnavailable: "100%" }, 100],
    [{ strategy: "Recreate" }, 100],
  ])("changes as many of a hundred hosts at once as %j lets: %d", (settings, hosts) => {
    expect(gateOf("rolling-update", settings).maxReboots).toBe(hosts);
  });
});

describe("presets of systems in Kubernetes", () => {
  const names = [
    "kured",
    "flatcar-fluo",
    "bottlerocket-brupop",
    "openshift-mco",
    "system-upgrade-controller",
  ];

  it.each(names)(
    "%s says where every figure of its reboots is from, or that it is assumed",
    (name) => {
      const preset = presets.find((one) => one.name === name)!;
      const { kind: _, window: __, ...figures } = preset.settings.reboot!;
      const missing = Object.keys(figures).filter(
        (field) => preset.sources[`/reboot/${field}`] === undefined,
      );
      expect(missing).toEqual([]);
    },
  );

  it.each(names)("%s sets what its parts do by default", (name) => {
    const preset = presets.find((one) => one.name === name)!;
    const [, reboot] = resolvePolicy(policyInput.parse({ preset: name })).parts;
    const { kind } = preset.settings.reboot!;
    expect(reboot!.part.name).toBe(kind);
    expect(reboot!.config).toEqual(part(reboot!.part.name).config.parse({}));
  });
});
