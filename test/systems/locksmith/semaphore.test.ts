import { describe, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../../src/support/time.js";
import {
  INITIAL_INTERVAL,
  LONGEST_INTERVAL,
  nextInterval,
} from "../../../src/systems/locksmith/back-off.js";
import { semaphoreKey } from "../../../src/systems/locksmith/semaphore-key.js";
import { freeOf, Lock, lock } from "../../../src/systems/locksmith/semaphore.js";

describe("the lock", () => {
  it("tells a holder that nothing is free before it tells it that it holds it", () => {
    expect(lock(0, true)).toBe(Lock.NoneFree);
    expect(lock(1, true)).toBe(Lock.Held);
    expect(lock(1, false)).toBe(Lock.Taken);
  });

  it("keeps its holders when the maximum falls below them, and takes none until they are gone", () => {
    const answers = [2, 1, 0].map((holders) => lock(freeOf(1, holders), false));
    expect(freeOf(1, 2)).toBe(-1);
    expect(answers).toEqual([Lock.NoneFree, Lock.NoneFree, Lock.Taken]);
  });
});

describe("the key of a lock", () => {
  it.each([
    ["a b", "groups/a+b/semaphore"],
    ["it's (me)*!~", "groups/it%27s+%28me%29%2A%21~/semaphore"],
    ["für", "groups/f%C3%BCr/semaphore"],
    // Go cleans the path that it joins.
    [".", "groups/semaphore"],
    ["..", "semaphore"],
  ])("of the group %j ends in %j", (group, key) => {
    expect(semaphoreKey(group)).toBe(`coreos.com/updateengine/rebootlock/${key}`);
  });
});

describe("the back-off", () => {
  it("starts at 10 s and never exceeds 5 min", () => {
    let interval = nextInterval(INITIAL_INTERVAL, LONGEST_INTERVAL);
    expect(interval).toBe(10 * SECOND);
    for (let i = 0; i < 100; i++) interval = nextInterval(interval, LONGEST_INTERVAL);
    expect(interval).toBe(5 * MINUTE);
  });
});
