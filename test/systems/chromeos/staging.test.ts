import { describe, expect, it } from "vitest";
import { stagingDays, stagingShares } from "../../../src/systems/chromeos/staging.js";

const schedule = [
  [2, 0],
  [7, 50],
  [9, 80],
  [14, 100],
] as const;

// update_manager/staging_utils_unittest.cc.
describe("a staging schedule", () => {
  it("lasts until its last day", () => {
    expect(stagingDays(schedule)).toBe(14);
  });

  it("is off when it is empty, does not end at 100, or does not rise strictly", () => {
    expect(stagingDays([])).toBe(0);
    expect(
      stagingDays([
        [3, 30],
        [6, 40],
      ]),
    ).toBe(0);
    expect(
      stagingDays([
        [2, 10],
        [6, 20],
        [11, 20],
        [12, 100],
      ]),
    ).toBe(0);
    expect(
      stagingShares([
        [2, 10],
        [2, 100],
      ]),
    ).toEqual([]);
  });

  it("spreads the devices of a step evenly over its whole days", () => {
    const shares = stagingShares(schedule);
    expect(shares.map(([day]) => day)).toEqual(Array.from({ length: 14 }, (_, day) => day + 1));
    const byDay = Object.fromEntries(shares);
    expect(byDay[2]).toBe(0);
    expect(byDay[3]).toBeCloseTo(0.1, 12);
    expect(byDay[7]).toBe(0.5);
    expect(byDay[8]).toBeCloseTo(0.65, 12);
    expect(byDay[14]).toBe(1);
  });
});
