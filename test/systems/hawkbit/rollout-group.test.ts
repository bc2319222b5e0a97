import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeGroup, splitEvenly } from "../../../src/systems/hawkbit/rollout-group.js";
import { errorFires, successFires } from "../../../src/systems/hawkbit/threshold.js";

const counts = { total: 5, finished: 0, failed: 0, canceled: 0 };
const rules = {
  successPercent: 60,
  errorPercent: 90,
  successAction: "next-group",
  last: false,
} as const;

// eclipse-hawkbit/hawkbit RolloutGroupConditionTest.
describe("a rollout group", () => {
  it("starts the next one at its threshold while it still runs", () => {
    expect(judgeGroup({ ...counts, finished: 3 }, rules)).toEqual({
      group: "running",
      rollout: "running",
      startsNext: true,
    });
  });

  it("may pause the rollout at its threshold instead", () => {
    expect(judgeGroup({ ...counts, finished: 3 }, { ...rules, successAction: "pause" })).toEqual({
      group: "running",
      rollout: "paused",
      startsNext: false,
    });
  });

  it("does what success does once all its actions have ended, cancelled ones without being errors", () => {
    const strict = { ...rules, successPercent: 100, errorPercent: 10 };
    expect(judgeGroup({ ...counts, finished: 4, canceled: 1 }, strict)).toMatchObject({
      group: "finished",
      startsNext: true,
    });
  });

  it("ends in error above the threshold, whatever has succeeded", () => {
    const mild = { ...rules, errorPercent: 20 };
    expect(judgeGroup({ ...counts, finished: 4, failed: 1 }, mild).group).toBe("finished");
    expect(judgeGroup({ ...counts, finished: 3, failed: 2 }, mild)).toEqual({
      group: "error",
      rollout: "paused",
      startsNext: false,
    });
  });

  it("stays open for a target that never answers", () => {
    expect(judgeGroup({ ...counts, finished: 2, failed: 2 }, rules).group).toBe("running");
  });

  it("ends the rollout with the last group, which pauses for nobody", () => {
    const last = { ...rules, last: true, successAction: "pause" } as const;
    expect(judgeGroup({ ...counts, finished: 5 }, last).rollout).toBe("finished");
    expect(judgeGroup({ ...counts, finished: 4 }, last).rollout).toBe("running");
  });
});

describe("a threshold", () => {
  it("counts an empty group as done and never as failed", () => {
    expect(successFires(0, 0, 100)).toBe(true);
    expect(errorFires(0, 0, 0)).toBe(false);
  });

  it("never fires when it cannot be read", () => {
    expect(successFires(5, 5, undefined)).toBe(false);
    expect(errorFires(5, 5, undefined)).toBe(false);
  });

  it("compares quotients in single precision: just short of half of 200 million is half", () => {
    expect(successFires(100_000_000, 200_000_001, 50)).toBe(true);
    expect(errorFires(100_000_000, 199_999_999, 50)).toBe(false);
  });
});

it("splits targets into as many groups as asked for, all of them, none off by more than one", () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 500 }), (targets, groups) => {
      const sizes = splitEvenly(targets, groups);
      expect(sizes).toHaveLength(groups);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(targets);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
