import { describe, expect, it } from "vitest";
import { parts } from "../../src/policies/index.js";
import type { Part } from "../../src/policies/part.js";
import { HOUR, NEVER } from "../../src/support/time.js";
import { viewAt } from "./views.js";

const breaker = parts.health.find(({ name }) => name === "halt-on-failures")!;
const onCall = parts.operator.find(({ name }) => name === "on-call")!;

/** Asks a part at each of some views, one after the other. */
function ask(part: Part, settings: object, ...views: readonly ReturnType<typeof viewAt>[]) {
  const config = part.config.parse(settings);
  let memory = part.start(config);
  return views.map((view) => {
    const { commands, wakeAt, ...decision } = part.decide(view, memory, config);
    memory = decision.memory;
    return { commands, wakeAt };
  });
}

const healthy = { publishedAt: [0, 0] };
const halts = [0, 1].map((group) => ({ kind: "halt", group, release: 0 }));

describe("halt-on-failures", () => {
  it("watches every release from when it appears, with its thresholds", () => {
    const [before, first, later] = ask(
      breaker,
      { failures: 5, troubles: "never" },
      viewAt(0, [{}, {}]),
      viewAt(1, [healthy, {}]),
      viewAt(2, [healthy, healthy]),
    );
    const watch = (release: number) => [
      { kind: "watch", release, failures: 5, troubles: Infinity },
    ];
    expect(before!.commands).toEqual([]);
    expect(first!.commands).toEqual(watch(0));
    expect(later!.commands).toEqual(watch(1));
  });

  it("halts in every group at the threshold, not one below it, and once", () => {
    const at = (failures: number) => viewAt(failures, [{ ...healthy, failures }]);
    const [, , below, over, again] = ask(
      breaker,
      { failures: 4 },
      at(0),
      at(1),
      at(3),
      at(4),
      at(5),
    );
    expect(below!.commands).toEqual([]);
    expect(over!.commands).toEqual(halts);
    expect(again!.commands).toEqual([]);
  });

  it("halts for trouble as for failures", () => {
    const [, over] = ask(
      breaker,
      { troubles: 2 },
      viewAt(0, [healthy]),
      viewAt(1, [{ ...healthy, troubles: 2 }]),
    );
    expect(over!.commands).toEqual(halts);
  });
});

describe("on-call", () => {
  const bad = { ...healthy, failures: 1 };

  it("halts a lag after the alarm, not before, and once", () => {
    const [, alarmed, waiting, halted, after] = ask(
      onCall,
      { lag: "2h" },
      viewAt(0, [healthy]),
      viewAt(HOUR, [bad]),
      viewAt(2 * HOUR, [bad]),
      viewAt(3 * HOUR, [bad]),
      viewAt(4 * HOUR, [bad]),
    );
    expect(alarmed).toEqual({ commands: [], wakeAt: 3 * HOUR });
    expect(waiting).toEqual({ commands: [], wakeAt: 3 * HOUR });
    expect(halted).toEqual({ commands: halts, wakeAt: NEVER });
    expect(after).toEqual({ commands: [], wakeAt: NEVER });
  });

  it("halts at once without a lag", () => {
    const [first] = ask(onCall, { lag: "0s" }, viewAt(HOUR, [bad]));
    expect(first!.commands.filter(({ kind }) => kind === "halt")).toEqual(halts);
    expect(first!.wakeAt).toBe(NEVER);
  });

  it("sees to each release by itself and wakes for the nearest", () => {
    const [, second, third] = ask(
      onCall,
      { lag: "2h" },
      viewAt(0, [bad, healthy]),
      viewAt(HOUR, [bad, bad]),
      viewAt(2 * HOUR, [bad, bad]),
    );
    expect(second!.wakeAt).toBe(2 * HOUR);
    expect(third).toEqual({ commands: halts, wakeAt: 3 * HOUR });
  });
});
