import { describe, expect, it } from "vitest";
import { leavesOut, phasedPercent, phasingDraw, PHASES } from "../../../src/systems/apt/phasing.js";
import { HOUR } from "../../../src/support/time.js";

const machine = (index: number): string => index.toString(16).padStart(32, "0");

describe("apt's draw", () => {
  it("spreads machines evenly over 101 phases", () => {
    const counts = Array.from({ length: PHASES }, () => 0);
    const machines = 20_200;
    for (let i = 0; i < machines; i++) counts[phasingDraw("linux", "1.0", machine(i))]! += 1;
    const expected = machines / PHASES;
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // The 99.9th percentile of chi-square with 100 degrees of freedom.
    expect(chiSquare).toBeLessThan(149.4);
  });

  it("is drawn anew for each version, so that the canaries rotate", () => {
    const machines = Array.from({ length: 2_000 }, (_, index) => machine(index));
    const first = machines.filter((id) => phasingDraw("linux", "1.0", id) <= 10);
    const again = first.filter((id) => phasingDraw("linux", "1.1", id) <= 10);
    expect(again.length / first.length).toBeLessThan(0.2);
  });

  it("takes texts of any length", () => {
    for (const text of ["", "a", "x".repeat(1_000)]) {
      expect(phasingDraw(text, "", "")).toBeGreaterThanOrEqual(0);
      expect(phasingDraw(text, "", "")).toBeLessThan(PHASES);
    }
  });
});

describe("a phased update", () => {
  const situation = {
    percent: 50,
    installed: true,
    security: false,
    always: false,
    never: false,
    phases: true,
  };
  const last = (): number => PHASES - 1;

  it("is left out by who draws above the percentage", () => {
    expect(leavesOut(situation, () => 50)).toBe(false);
    expect(leavesOut(situation, () => 51)).toBe(true);
  });

  it("is taken at 100 %, from the security pocket, as a new package, and where it is always included", () => {
    for (const exempt of [
      { percent: 100, never: true },
      { security: true, never: true },
      { installed: false, never: true },
      { always: true, never: true },
    ]) {
      expect(leavesOut({ ...situation, ...exempt }, last)).toBe(false);
    }
  });

  it("is never taken before 100 % where it is never included, not even without a machine id", () => {
    expect(leavesOut({ ...situation, percent: 99, never: true, phases: false }, () => 0)).toBe(
      true,
    );
  });

  it("is taken in chroots, reproducible builds and without a machine id", () => {
    expect(leavesOut({ ...situation, phases: false }, last)).toBe(false);
  });
});

describe("Ubuntu's phased-updater", () => {
  it("adds 10 % each 6 h up to 100 % after 54 h, and sets 0 % at a regression", () => {
    const hours = [0, 5.99, 6, 12, 53.9, 54, 600];
    expect(hours.map((hour) => phasedPercent(hour * HOUR, false))).toEqual([
      10, 10, 20, 30, 90, 100, 100,
    ]);
    expect(phasedPercent(12 * HOUR, true)).toBe(0);
  });
});
