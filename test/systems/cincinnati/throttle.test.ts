import { describe, expect, it } from "vitest";
import { endOf, isVisible, throttle } from "../../../src/systems/cincinnati/throttle.js";

describe("Cincinnati's throttle", () => {
  const ramp = { start: 1_000, startShare: 0.2, duration: 10 };

  it("rises on a line from the start to the end", () => {
    expect([999, 1_000, 1_300].map((now) => throttle(ramp, now))).toEqual([
      0,
      0.2,
      0.2 + (0.8 / 600) * 300,
    ]);
    expect(throttle(ramp, 1_600)).toBeCloseTo(1, 12);
    expect(throttle(ramp, 1_601)).toBe(1);
  });

  it("takes at least a minute", () => {
    expect(endOf({ ...ramp, duration: 0 })).toBe(1_060);
  });

  it("stays where it starts without a duration", () => {
    expect(throttle({ ...ramp, duration: undefined }, 1e12)).toBe(0.2);
  });

  it("shows a release to a host that names a wariness of 0 before it starts", () => {
    expect(isVisible(0, throttle(ramp, 0))).toBe(true);
    expect(isVisible(0.000_001, throttle(ramp, 0))).toBe(false);
  });
});
