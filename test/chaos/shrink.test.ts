import { describe, expect, it } from "vitest";
import { certify } from "../../src/chaos/certificate.js";
import { faultsIn } from "../../src/chaos/chaos-case.js";
import { valueAt } from "../../src/chaos/data-edit.js";
import { judgeCase } from "../../src/chaos/judge-case.js";
import { shrink } from "../../src/chaos/shrink.js";
import { breaksWhenDown, sixtyFaults } from "../../bench/hidden-bug.js";

describe("shrinking a bug that needs 3 faults of 60 on 300 hosts", () => {
  const oracle = breaksWhenDown(3);
  const start = sixtyFaults(300);
  const failure = judgeCase(start, oracle)!.failures[0]!;
  const shrunk = shrink(start, failure, { oracle });

  it("leaves exactly those 3 faults, and at most 10 hosts", () => {
    expect(faultsIn(shrunk.smallest.data)).toHaveLength(3);
    expect(valueAt(shrunk.smallest.data, ["fleet", "groups", 0, "hosts"])).toBeLessThanOrEqual(10);
    expect(shrunk.isFixpoint).toBe(true);
  });

  it("keeps the failure, and gives the same result again", () => {
    const again = judgeCase(shrunk.smallest, oracle)!;
    expect(again.failures[0]).toEqual(shrunk.failure);
    expect(shrink(start, failure, { oracle })).toEqual(shrunk);
  });

  it("certifies that nothing more can go", () => {
    const certificate = certify(shrunk, { oracle });
    const verdictOf = (path: string) =>
      certificate.necessities.find(({ element }) => element === path)?.without;
    expect(certificate.isMinimal).toBe(true);
    expect(["faults.0", "faults.1", "faults.2"].map(verdictOf)).toEqual(Array(3).fill("passes"));
    expect(certificate.ranges.map(({ element }) => element)).toContain("faults.0.from");
  });

  it("does not slide to another failure", () => {
    const other = { ...failure, invariant: "some-other" };
    expect(shrink(start, other, { oracle, budget: 50 }).smallest).toEqual(start);
  });
});
