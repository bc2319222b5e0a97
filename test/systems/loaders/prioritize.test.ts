import { describe, expect, it } from "vitest";
import { priorityOf, slotAttributes } from "../../../src/systems/loaders/attributes.js";
import { prioritize } from "../../../src/systems/loaders/prioritize.js";

/** Runs `cgpt prioritize`, with slots counted from 1 as its users count them; 0: none. */
function run(priorities: number[], target = 0, friends = false, top = 0): number[] {
  const words = Uint16Array.from(priorities, (priority) => slotAttributes(priority, 0, false));
  prioritize(words, 0, words.length, target - 1, friends, top);
  return [...words].map(priorityOf);
}

const pairs = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0, 6, 7, 7];

describe("prioritize", () => {
  it.each<[string, number[], number[]]>([
    ["installs on a new disk", run([2, 0, 0], 1), [1, 0, 0]],
    ["puts the upgraded slot on top", run([1, 2, 0], 1), [2, 1, 0]],
    ["keeps those of one priority together", run([8, 8, 0, 8]), [1, 1, 0, 1]],
    ["raises the others only to where they were", run([4, 4, 4, 0], 3, false, 5), [4, 4, 5, 0]],
    ["brings friends along", run([1, 1, 2, 3, 1, 0], 1, true, 6), [6, 6, 4, 5, 6, 0]],
    ["brings friends of priority 0 along", run([0, 0, 1, 2, 0], 2, true, 5), [5, 5, 3, 4, 5]],
    ["squeezes ranks", run(pairs, 0, false, 6), [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 0, 5, 6, 6]],
    ["squeezes around friends", run(pairs, 3, true, 6), [1, 1, 6, 6, 1, 1, 2, 2, 3, 3, 0, 4, 5, 5]],
    ["never lowers to 0", run(pairs, 3, false, 1), pairs.map((before) => Math.min(1, before))],
  ])("%s", (_what, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it("leaves the other bits of a slot alone", () => {
    const words = Uint16Array.of(slotAttributes(1, 5, true), slotAttributes(2, 3, false));
    prioritize(words, 0, 2, 0);
    expect([...words]).toEqual([slotAttributes(2, 5, true), slotAttributes(1, 3, false)]);
  });
});
