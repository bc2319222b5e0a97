import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { survivalCurve } from "../../src/stats/survival.js";

const lifetimes = fc.record({
  ended: fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 20 }),
  open: fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 5 }),
});
const grid = [1, 10, 100, 300, 1_000];

describe("the survival curve", () => {
  it("is the share that lasted longer where all ended", () => {
    const { share } = survivalCurve([{ ended: [5, 50, 50, 500], open: [] }], grid);
    for (const [i, expected] of [1, 0.75, 0.25, 0.25, 0].entries()) {
      expect(share[i]).toBeCloseTo(expected, 12);
    }
  });

  it("counts what is open for half of the interval in which it was lost from sight", () => {
    // Cutler & Ederer: 1 - 1 / (4 - 2/2) beyond 10, then 1 of the last 1.
    const { share } = survivalCurve([{ ended: [5, 50], open: [6, 7] }], grid);
    expect(share[1]).toBeCloseTo(1 - 1 / 3, 12);
    expect(share[2]).toBeCloseTo(0, 12);
  });

  it("never rises, and lies within its interval", () => {
    fc.assert(
      fc.property(fc.array(lifetimes, { maxLength: 6 }), (replications) => {
        const { share, low, high } = survivalCurve(replications, grid);
        for (const [i, value] of share.entries()) {
          expect(value).toBeLessThanOrEqual((share[i - 1] ?? 1) + 1e-12);
          expect(low[i]).toBeLessThanOrEqual(value);
          expect(high[i]).toBeGreaterThanOrEqual(value);
        }
      }),
    );
  });

  it("has no width where all replications are alike, or there is one", () => {
    const one = { ended: [5, 50, 500], open: [] };
    for (const same of [[one], [one, one, one]]) {
      const { share, low, high } = survivalCurve(same, grid);
      for (const [i, value] of share.entries()) {
        expect(low[i]).toBeCloseTo(value, 12);
        expect(high[i]).toBeCloseTo(value, 12);
      }
    }
  });

  it("is wider where whole replications differ than where their lifetimes are mixed", () => {
    const fast = Array.from({ length: 20 }, () => 5);
    const slow = Array.from({ length: 20 }, () => 500);
    const clustered = [fast, slow, fast, slow].map((ended) => ({ ended, open: [] }));
    const half = [...fast.slice(10), ...slow.slice(10)];
    const mixed = [half, half, half, half].map((ended) => ({ ended, open: [] }));
    const width = (replications: typeof mixed) => {
      const { low, high } = survivalCurve(replications, grid);
      return high[2]! - low[2]!;
    };
    expect(width(clustered)).toBeGreaterThan(width(mixed) + 0.5);
  });
});
