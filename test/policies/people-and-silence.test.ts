import { describe, expect, it } from "vitest";
import type { Command, ReleaseView, View } from "../../src/fleet/control/policy-contract.js";
import { parts } from "../../src/policies/index.js";
import type { PartRole } from "../../src/policies/part.js";
import { DAY, HOUR, NEVER } from "../../src/support/time.js";
import { viewAt } from "./views.js";

/** Wakes a part at each view in turn, and gives what it orders, and when it wants to be woken next. */
function answers(role: PartRole, name: string, settings: object, views: readonly View[]) {
  const part = parts[role].find((one) => one.name === name)!;
  const config = part.config.parse(settings);
  let memory = part.start(config);
  return views.map((view) => {
    const decision = part.decide(view, memory, config);
    memory = decision.memory;
    return decision;
  });
}

function seen(now: number, release: Partial<ReleaseView> = {}): View {
  return viewAt(now, [{ publishedAt: [0, 0], ...release }]);
}

/** Orders without the watches. */
function acts(commands: readonly Command[]): readonly string[] {
  return [...new Set(commands.map(({ kind }) => kind))].filter((kind) => !kind.startsWith("watch"));
}

describe("the gate on silence", () => {
  it("stops a release when three of the hosts let in are not heard of for four hours", () => {
    const [, early, late] = answers("health", "halt-on-silence", {}, [
      seen(0, { grants: 10 }),
      seen(3 * HOUR, { grants: 500, successes: 7 }),
      seen(4 * HOUR, { grants: 500, successes: 7 }),
    ]);
    expect(acts(early!.commands)).toEqual([]);
    expect(acts(late!.commands)).toEqual(["halt"]);
  });

  it("does not mind hosts that were let in only lately, nor those that reported a failure", () => {
    const [, later] = answers("health", "halt-on-silence", {}, [
      seen(0, { grants: 10 }),
      seen(4 * HOUR, { grants: 500, successes: 6, failures: 4 }),
    ]);
    expect(acts(later!.commands)).toEqual([]);
  });

  it("lets it go on when enough of them are heard of again", () => {
    const [, stopped, heard] = answers("health", "halt-on-silence", {}, [
      seen(0, { grants: 10 }),
      seen(4 * HOUR, { grants: 10, successes: 7 }),
      seen(5 * HOUR, { grants: 10, successes: 8 }),
    ]);
    expect([acts(stopped!.commands), acts(heard!.commands)]).toEqual([["halt"], ["resume"]]);
  });

  it("orders hosts back where it is told to", () => {
    const settings = { action: "recall", hosts: 1, after: "1h" };
    const [, stopped] = answers("health", "halt-on-silence", settings, [
      seen(0, { grants: 1 }),
      seen(HOUR, { grants: 1 }),
    ]);
    expect(acts(stopped!.commands)).toEqual(["recall"]);
  });
});

describe("people on call", () => {
  const office = { hours: [{ days: ["mon", "tue"], start: "09:00", length: "8h" }] };

  it("act in their hours: an alarm at night waits for the morning", () => {
    const settings = { ...office, lag: "1h", failures: 1 };
    const [alarm, morning] = answers("operator", "on-call", settings, [
      seen(2 * HOUR, { failures: 1 }),
      seen(9 * HOUR, { failures: 1 }),
    ]);
    expect(alarm!.wakeAt).toBe(9 * HOUR);
    expect(acts(morning!.commands)).toEqual(["halt"]);
  });

  it("let a release go on again after the time they are told", () => {
    const settings = { lag: "1h", failures: 1, resumeAfter: "1d" };
    const [, halt, resume, quiet] = answers("operator", "on-call", settings, [
      seen(0, { failures: 1 }),
      seen(HOUR, { failures: 1 }),
      seen(DAY + HOUR, { failures: 9 }),
      seen(3 * DAY, { failures: 99 }),
    ]);
    expect(acts(halt!.commands)).toEqual(["halt"]);
    expect(halt!.wakeAt).toBe(DAY + HOUR);
    expect(acts(resume!.commands)).toEqual(["resume"]);
    expect(acts(quiet!.commands)).toEqual([]);
  });

  it("halt a good release by mistake, for as long as they are told", () => {
    const settings = { wrongHalt: { after: "6h", lasts: "12h" } };
    const [, halt, resume] = answers("operator", "on-call", settings, [
      seen(0),
      seen(6 * HOUR),
      seen(18 * HOUR),
    ]);
    expect([acts(halt!.commands), acts(resume!.commands)]).toEqual([["halt"], ["resume"]]);
  });

  it("take a lock from a dead host once it is old enough and they are there", () => {
    const locked = (now: number): View => {
      const view = seen(now);
      const groups = view.groups.map((group) => ({ ...group, holders: 1, oldestLock: HOUR }));
      return { ...view, groups };
    };
    const settings = { ...office, unlockAfter: "6h" };
    const [first, night, morning] = answers("operator", "on-call", settings, [
      seen(0),
      locked(7 * HOUR),
      locked(9 * HOUR),
    ]);
    expect(first!.commands).toContainEqual({ kind: "watch-lock", group: 0, heldFor: 6 * HOUR });
    expect(acts(night!.commands)).toEqual([]);
    expect(night!.wakeAt).toBe(9 * HOUR);
    expect(acts(morning!.commands)).toEqual(["unlock"]);
  });
});

describe("people whose orders are known beforehand", () => {
  it("give each at its time and once, for one version or for all that have appeared", () => {
    const orders = [
      { at: "2h", do: "resume", version: "1.0.0" },
      { at: "1h", do: "halt" },
      { at: "3h", do: "halt", version: "9.9.9" },
    ];
    const [before, halt, resume, none] = answers("operator", "scripted", { orders }, [
      seen(0),
      seen(HOUR),
      seen(2 * HOUR),
      seen(3 * HOUR),
    ]);
    expect(before).toMatchObject({ commands: [], wakeAt: HOUR });
    expect(acts(halt!.commands)).toEqual(["halt"]);
    expect(acts(resume!.commands)).toEqual(["resume"]);
    expect(none).toMatchObject({ commands: [], wakeAt: NEVER });
  });
});
