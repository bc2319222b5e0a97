import { describe, expect, it } from "vitest";
import { scaledValue } from "../../../src/systems/kubernetes/int-or-percent.js";
import {
  newReplicaSetReplicas,
  resolveFenceposts,
} from "../../../src/systems/kubernetes/rollout.js";

describe("a number that may be a percentage", () => {
  it("rounds as it is told to", () => {
    expect(scaledValue("90%", 95, true)).toBe(86);
    expect(scaledValue("90%", 95, false)).toBe(85);
    expect(scaledValue("29%", 100, false)).toBe(29);
  });

  it("stands for itself without a sign, whatever the total", () => {
    expect(scaledValue(123, 7, true)).toBe(123);
  });

  it.each(["%", "90", "#%", "90 %", "1.5%", "90%%", ""])("refuses %j", (text) => {
    expect(scaledValue(text, 100, true)).toBeUndefined();
  });
});

describe("fenceposts of a rolling update", () => {
  it("round surge up and unavailable down", () => {
    expect(resolveFenceposts("39%", "39%", 10)).toEqual({ surge: 4, unavailable: 3 });
    expect(resolveFenceposts("39%", undefined, 10)).toEqual({ surge: 4, unavailable: 0 });
  });

  it("let one be unavailable where both come to nothing", () => {
    expect(resolveFenceposts(undefined, "5%", 10)).toEqual({ surge: 0, unavailable: 1 });
  });

  it("refuse what is no number on either side", () => {
    expect(resolveFenceposts("55%", "urg", 10)).toBeUndefined();
    expect(resolveFenceposts("oops", "39%", 10)).toBeUndefined();
  });
});

describe("replicas of the new version", () => {
  it("grow into the room that the surge leaves, and not beyond what is wanted", () => {
    const rolling = (desired: number, total: number, fresh: number, surge: number) =>
      newReplicaSetReplicas("RollingUpdate", { desired, total, fresh }, surge);
    expect(rolling(6, 5, 2, 10)).toBe(6);
    expect(rolling(10, 8, 0, 3)).toBe(5);
    expect(rolling(10, 13, 3, 3)).toBe(3);
  });
});
