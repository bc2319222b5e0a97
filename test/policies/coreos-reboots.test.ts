import { describe, expect, it } from "vitest";
import type { Command, Gate, View } from "../../src/fleet/control/policy-contract.js";
import { parts } from "../../src/policies/index.js";
import { DAY, HOUR, MINUTE, SECOND, WEEK } from "../../src/support/time.js";
import { isOpen } from "../../src/systems/windows/open-times.js";
import {
  constant,
  defect,
  group,
  mechanism,
  model,
  only,
  record,
  release,
} from "../fleet/build.js";
import { viewAt } from "./views.js";

function part(kind: string) {
  return parts.reboot.find(({ name }) => name === kind)!;
}

/** The commands of a part at the start and whenever it wants to be woken. */
function commandsOf(kind: string, settings: object, startedAt = 0): [number, Command][] {
  const config = part(kind).config.parse(settings);
  let memory = part(kind).start(config);
  const orders: [number, Command][] = [];
  for (let now = 0; Number.isFinite(now);) {
    const decision = part(kind).decide({ ...viewAt(now, []), startedAt }, memory, config);
    for (const command of decision.commands) orders.push([now, command]);
    memory = decision.memory;
    now = decision.wakeAt;
  }
  return orders;
}

/** The gates of the group on stable over time. */
function gatesOf(kind: string, settings: object, startedAt = 0): Gate[] {
  return commandsOf(kind, settings, startedAt).flatMap(([, command]) =>
    command.kind === "gate" && command.group === 1 ? [command.gate] : [],
  );
}

/** A policy of this reboot part that offers everything to everybody at once. */
function policyOf(kind: string, settings: object) {
  const config = part(kind).config.parse(settings);
  return {
    start: () => null,
    decide(view: View, memory: unknown) {
      const decision = part(kind).decide(view, memory ?? part(kind).start(config), config);
      const offers = view.releases.flatMap((_, index): Command[] =>
        view.releases[index]!.publishedAt[0] === view.now
          ? [{ kind: "offer", group: 0, release: index, schedule: [[view.now, 1]], rank: "host" }]
          : [],
      );
      const commands: Command[] = [...decision.commands, ...offers];
      return { ...decision, commands };
    },
  };
}

/** Hosts that take the release never come back, and nobody helps. */
const bricks = {
  releases: [release({ defects: [0] })],
  defects: [defect()],
  groups: [group({ mechanism: mechanism({ kind: "in-place", panicReboot: Infinity }) })],
  people: { crews: 0, repair: constant(0), fix: constant(0), notice: constant(0), hold: true },
};

function rebootsUnder(kind: string, settings: object, world: object = bricks): number[] {
  const { trace } = record(model(world), policyOf(kind, settings));
  return only(trace, "RebootChosen").map(({ time }) => time);
}

describe("locksmith", () => {
  it("asks again after 10 s, later after 5 min, and lets go 5 s after the daemon's start", () => {
    expect(gatesOf("locksmith", {})).toMatchObject([
      {
        maxReboots: 1,
        coordinator: true,
        retry: { first: 10 * SECOND, cap: 5 * MINUTE },
        ttl: Infinity,
        releaseAt: "agent-start",
        releaseDelay: 5 * SECOND,
        recheckWindow: false,
        unreachable: "wait",
      },
    ]);
  });

  it("takes no lock under reboot, does without one under best-effort, and never reboots under off", () => {
    const [[reboot], [bestEffort], [off]] = ["reboot", "best-effort", "off"].map((strategy) =>
      gatesOf("locksmith", { strategy }),
    ) as [Gate[], Gate[], Gate[]];
    expect(reboot).toMatchObject({ maxReboots: Infinity, coordinator: false, automatic: true });
    expect(bestEffort).toMatchObject({ maxReboots: 1, unreachable: "reboot" });
    expect(off).toMatchObject({ automatic: false, releaseAt: "never" });
  });

  it("keeps a maximum for each group, and changes it when somebody does", () => {
    const changes = [
      { at: "2d", max: 5, groups: ["canary"] },
      { at: "1d", max: 4 },
    ];
    const maxima = commandsOf("locksmith", { groups: { web: 3 }, changes }).map(
      ([now, command]) => [
        now,
        command.kind === "gate" && [command.group, command.gate.maxReboots],
      ],
    );
    expect(maxima).toEqual([
      [0, [0, 1]],
      [0, [1, 3]],
      [DAY, [0, 4]],
      [DAY, [1, 4]],
      [2 * DAY, [0, 5]],
      [2 * DAY, [1, 4]],
    ]);
  });

  it("lets more hosts in from the moment the maximum is raised, and none after it is 0", () => {
    const raised = rebootsUnder("locksmith", { changes: [{ at: "10h", max: 5 }] });
    expect(raised.filter((time) => time < 10 * HOUR)).toHaveLength(1);
    expect(raised).toHaveLength(5);
    expect(rebootsUnder("locksmith", { max: 0 })).toEqual([]);
  });

  it("leaves a lock taken for ever when the strategy is switched off while it is held", () => {
    const slow = { ...model(), groups: [group({ mechanism: mechanism({ kind: "in-place" }) })] };
    const all = rebootsUnder("locksmith", {}, slow);
    expect(all).toHaveLength(10);
    const at = `${all[0]! + SECOND}ms`;
    const { trace } = record(
      model(slow),
      policyOf("locksmith", {
        changes: [
          { at, strategy: "off" },
          { at: "12h", strategy: "etcd-lock" },
        ],
      }),
    );
    expect(only(trace, "LockTaken")).toHaveLength(1);
    expect(only(trace, "LockReleased")).toEqual([]);
  });

  it("opens its window on the hosts' clocks", () => {
    const window = { start: "Thu 04:00", length: "1h30m", timeZone: "Asia/Kolkata" };
    const { windows } = gatesOf("locksmith", { window })[0]!;
    expect(windows).toEqual({
      week: [[3 * DAY + 4 * HOUR, 3 * DAY + 5.5 * HOUR]],
      offsets: [[0, 5.5 * HOUR]],
    });
  });

  it.each([
    { start: "four", length: "1h" },
    { start: "04:00", length: "1d" },
    { start: "04:00", length: "24h" },
    { start: "04:00", length: "1h", timeZone: "Europe/Atlantis" },
  ])("does not start with the window %j", (window) => {
    expect(part("locksmith").config.safeParse({ window }).success).toBe(false);
  });
});

describe("fleet-lock", () => {
  it("asks every 300 s and half of the jitter, and waits for users with the slot taken", () => {
    expect(gatesOf("fleet-lock", { loggedIn: "20%" })).toMatchObject([
      {
        lock: "fleetlock",
        maxReboots: 1,
        retry: { first: 315 * SECOND, cap: 315 * SECOND },
        releaseAt: "agent-start",
        sessions: { share: 0.2, wait: 10 * MINUTE },
      },
    ]);
  });

  it("never has other slots than it began with (coreos/airlock#81)", () => {
    expect(rebootsUnder("fleet-lock", { changes: [{ at: "10h", slots: 99 }] })).toHaveLength(1);
  });
});

describe("periodic", () => {
  /** Sunday, 8 March 2026, 00:00 UTC: clocks in New York go from 02:00 to 03:00 at 07:00 UTC. */
  const SPRING_FORWARD = Date.UTC(2026, 2, 8);
  /** Sunday, 1 November 2026, 00:00 UTC: from 02:00 back to 01:00 at 06:00 UTC. */
  const FALL_BACK = Date.UTC(2026, 10, 1);
  const SUNDAY = 6 * DAY;

  /** Minutes of the day from `startedAt` on at which New York's window is open. */
  function openMinutes(startedAt: number, window: object): number[] {
    const [gate] = gatesOf("periodic", { windows: [window], timeZone: "US/Eastern" }, startedAt);
    const minutes = Array.from({ length: 24 * 60 }, (_, minute) => minute);
    return minutes.filter((minute) => isOpen(gate!.windows!, minute * MINUTE, SUNDAY));
  }

  // The example of Zincati's documentation; the minute of the end is inside.
  const window = { days: ["sun"], start: "01:30", length: "60m" };

  it("is cut short where the clocks go forward inside a window", () => {
    const open = openMinutes(SPRING_FORWARD, window);
    expect([open[0], open.at(-1), open.length]).toEqual([6.5 * 60, 7 * 60 - 1, 30]);
  });

  it("is longer where the clocks go back inside a window", () => {
    const open = openMinutes(FALL_BACK, window);
    // 01:30 to 02:00 EDT, and after the hour is begun again 01:30 to 02:30 EST.
    expect(open).toHaveLength(30 + 61);
    expect([open[0], open[29], open[30], open.at(-1)]).toEqual([330, 359, 390, 450]);
  });

  it("reboots all that wait within minutes of the opening, and nobody outside", () => {
    const windows = [{ days: ["tue"], start: "04:00", length: "30m" }];
    const times = rebootsUnder("periodic", { windows }, model({ horizon: WEEK }));
    expect(times).toHaveLength(10);
    expect(times[0]!).toBeGreaterThanOrEqual(DAY + 4 * HOUR);
    expect(times.at(-1)!).toBeLessThan(DAY + 4 * HOUR + 315 * SECOND);
  });

  it("cannot be configured with half minutes, nothing, or more than a week", () => {
    const lengths = ["0m", "90s", "8d"];
    const outcomes = lengths.map((length) =>
      part("periodic").config.safeParse({ windows: [{ start: "02:00", length }] }),
    );
    expect(outcomes.map(({ success }) => success)).toEqual([false, false, false]);
    expect(part("periodic").config.safeParse({ windows: [] }).success).toBe(false);
  });
});
