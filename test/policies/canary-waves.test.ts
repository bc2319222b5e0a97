import { describe, expect, it } from "vitest";
import type { Command, StageView, View } from "../../src/fleet/control/policy-contract.js";
import { parts } from "../../src/policies/index.js";
import { DAY, HOUR } from "../../src/support/time.js";
import { viewAt } from "./views.js";

const part = parts.offer.find(({ name }) => name === "canary-waves")!;

function stage(overrides: Partial<StageView> = {}): StageView {
  return { hosts: 100, grants: 0, successes: 0, failures: 0, troubles: 0, ...overrides };
}

/** A view of one release on the second group's channel, with these stages heard of so far. */
function seen(now: number, stages: readonly StageView[], withdrawn = false): View {
  return viewAt(now, [
    { publishedAt: [undefined, 0], withdrawn: [false, withdrawn], stages: [[], stages] },
  ]);
}

/** Asks the part at each view in turn. */
function answers(views: readonly View[], settings: object = {}) {
  const config = part.config.parse({ waves: ["10%", "50%", "100%"], soak: "1d", ...settings });
  let memory = part.start(config);
  return views.map((view) => {
    const decision = part.decide(view, memory, config);
    memory = decision.memory;
    return decision;
  });
}

/** The share that the last offer among these orders ends at; undefined where there is none. */
function offered(commands: readonly Command[]): number | undefined {
  const offer = commands.findLast((command) => command.kind === "offer");
  return offer?.kind === "offer" && !("times" in offer.schedule)
    ? offer.schedule.at(-1)![1]
    : undefined;
}

const good = stage({ grants: 100, successes: 95 });
const whole = stage({ grants: 100, successes: 100 });

describe("canary waves", () => {
  it("let in the canaries first, and the next wave after the soak when the first one is well", () => {
    const [first, early, second] = answers([
      seen(0, []),
      seen(DAY - 1, [good]),
      seen(DAY, [good, stage(), stage()]),
    ]);
    expect(offered(first!.commands)).toBe(0.1);
    expect(first!.wakeAt).toBe(DAY);
    expect(early!.commands).toEqual([]);
    expect(offered(second!.commands)).toBe(0.5);
  });

  it("wait beyond the soak while too few of the hosts let in have reported success", () => {
    const waiting = stage({ grants: 100, successes: 89 });
    const enough = stage({ grants: 100, successes: 90 });
    const [, held, opened] = answers([
      seen(0, []),
      seen(DAY, [waiting]),
      seen(2 * HOUR + DAY, [enough]),
    ]);
    expect(held!.commands).toEqual([]);
    expect(held!.wakeAt).toBeGreaterThan(DAY);
    expect(held!.wakeAt).toBeLessThan(2 * DAY);
    expect(offered(opened!.commands)).toBe(0.5);
  });

  it("wait for the first host: a wave of which nobody has asked proves nothing", () => {
    const [, held] = answers([seen(0, []), seen(DAY, [stage()])]);
    expect(held!.commands).toEqual([]);
  });

  it.each([
    ["errors", stage({ grants: 100, successes: 97, failures: 3 })],
    ["trouble on the workload", stage({ grants: 100, successes: 100, troubles: 3 })],
  ])("stop at once on too many %s", (_, bad) => {
    const [, stopped, later] = answers([seen(0, []), seen(HOUR, [bad]), seen(5 * DAY, [bad])]);
    expect(stopped!.commands).toEqual([{ kind: "halt", group: 1, release: 0 }]);
    expect(later!.commands).toEqual([]);
  });

  it("hold when hosts that were let in stay silent some time after the soak, and go on when they are heard of", () => {
    const silent = stage({ grants: 100, successes: 97 });
    const heard = stage({ grants: 100, successes: 98 });
    const [, , patient, held, quiet, resumed] = answers(
      [
        seen(0, []),
        seen(DAY, [stage({ grants: 100, successes: 50 })]),
        seen(DAY + HOUR, [silent, stage(), stage()]),
        seen(DAY + 7 * HOUR, [silent, stage(), stage()]),
        seen(DAY + 8 * HOUR, [silent, stage(), stage()]),
        seen(DAY + 9 * HOUR, [heard, stage(), stage()]),
      ],
      { successes: "99%" },
    );
    expect(patient!.commands).toEqual([]);
    expect(held!.commands).toEqual([{ kind: "halt", group: 1, release: 0 }]);
    expect(quiet!.commands).toEqual([]);
    expect(resumed!.commands).toEqual([{ kind: "resume", group: 1, release: 0 }]);
  });

  it("order hosts back where they are told to", () => {
    const bad = stage({ grants: 100, failures: 50 });
    const [, stopped] = answers([seen(0, []), seen(HOUR, [bad])], { onFailure: "recall" });
    expect(stopped!.commands).toEqual([{ kind: "recall", group: 1, release: 0 }]);
  });

  it("stop for a withdrawal and go on where they were when the release comes back", () => {
    const [, gone, back, after] = answers([
      seen(0, []),
      seen(HOUR, [good], true),
      seen(2 * DAY, [whole]),
      seen(2 * DAY + 1, [whole]),
    ]);
    expect(gone!.commands).toEqual([{ kind: "halt", group: 1, release: 0 }]);
    expect(back!.commands).toEqual([{ kind: "resume", group: 1, release: 0 }]);
    expect(offered(after!.commands)).toBe(0.5);
  });

  it("refuse waves that do not rise, or do not end at everybody", () => {
    for (const waves of [["50%", "10%", "100%"], ["1%", "50%"], [], ["0%", "100%"]]) {
      expect(part.config.safeParse({ waves }).success, waves.join()).toBe(false);
    }
  });
});
