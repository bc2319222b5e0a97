import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Command, View } from "../../src/fleet/control/policy-contract.js";
import { parts } from "../../src/policies/index.js";
import { definePart, type Part, type PartRole } from "../../src/policies/part.js";
import { type BoundPart, composePolicy } from "../../src/policies/policy.js";
import { HOUR, NEVER } from "../../src/support/time.js";
import { viewAt } from "./views.js";

function bound(role: PartRole, kind: string, settings: object = {}): BoundPart {
  const part = parts[role].find(({ name }) => name === kind)!;
  return { part, config: part.config.parse(settings) };
}

/** A part that orders what a script says, one line each time it is asked. */
function scripted(
  role: PartRole,
  script: readonly (readonly Command[])[],
  wakeAt = NEVER,
): BoundPart {
  const part: Part = definePart<object, number>({
    role,
    name: "scripted",
    doc: "Orders what a script says.",
    config: z.strictObject({}),
    start: () => 0,
    decide: (_, step) => ({ memory: step + 1, commands: script[step] ?? [], wakeAt }),
  });
  return { part, config: {} };
}

/** What a policy of these parts orders at each of some views. */
function run(bindings: readonly BoundPart[], ...views: readonly View[]): Command[][] {
  const policy = composePolicy(bindings);
  let memory = policy.start();
  return views.map((view) => {
    const decision = policy.decide(view, memory);
    // A memory survives JSON, or it could not be saved and forked.
    memory = JSON.parse(JSON.stringify(decision.memory)) as typeof memory;
    return [...decision.commands];
  });
}

const quiet = viewAt(0, [{ publishedAt: [0, 0] }]);
const halt: Command = { kind: "halt", group: 1, release: 0 };
const resume: Command = { kind: "resume", group: 1, release: 0 };
const offer: Command = { kind: "offer", group: 1, release: 0, schedule: [[0, 1]], rank: "host" };
const watch = (failures: number, troubles = Infinity): Command => ({
  kind: "watch",
  release: 0,
  failures,
  troubles,
});
const after = (failures: number) => viewAt(1, [{ publishedAt: [0, 0], failures }]);

describe("composePolicy", () => {
  it("asks offer, reboot, health and operator in this order, however they are given", () => {
    const [orders] = run(
      [
        bound("operator", "on-call"),
        bound("health", "none"),
        bound("reboot", "semaphore"),
        bound("offer", "channel"),
      ],
      quiet,
    );
    expect(orders!.map(({ kind }) => kind)).toEqual(["offer", "offer", "gate", "gate", "watch"]);
  });

  it("wakes when the first of its parts wants to", () => {
    const policy = composePolicy([
      scripted("offer", [], 5 * HOUR),
      scripted("reboot", []),
      scripted("operator", [], 3 * HOUR),
    ]);
    expect(policy.decide(quiet, policy.start()).wakeAt).toBe(3 * HOUR);
  });

  it("gives each part its own memory", () => {
    const policy = composePolicy([bound("offer", "channel"), bound("reboot", "immediate")]);
    const first = policy.decide(quiet, policy.start());
    expect(policy.decide(quiet, first.memory).commands).toEqual([]);
    expect(policy.decide(quiet, policy.start()).commands).toEqual(first.commands);
  });

  it("lets no part resume what another has halted", () => {
    const orders = run(
      [scripted("offer", [[halt], [], [resume]]), scripted("operator", [[], [halt], [], [resume]])],
      quiet,
      quiet,
      quiet,
      quiet,
    );
    expect(orders).toEqual([[halt], [], [], [resume]]);
  });

  it("keeps a release halted in a group to which it is offered only later", () => {
    const orders = run(
      [scripted("offer", [[], [offer]]), scripted("health", [[halt]])],
      quiet,
      quiet,
    );
    expect(orders).toEqual([[halt], [offer, halt]]);
  });

  it("watches for the nearest threshold of its parts, and then for the next", () => {
    const orders = run(
      [scripted("health", [[watch(5)]]), scripted("operator", [[watch(2, 3)]])],
      after(0),
      after(1),
      after(2),
      after(5),
    );
    expect(orders).toEqual([[watch(2, 3)], [], [watch(5, 3)], [watch(Infinity, 3)]]);
  });
});
