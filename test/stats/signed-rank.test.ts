import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signedRank } from "../../src/stats/signed-rank.js";

describe("the signed-rank test", () => {
  it("counts every choice of signs", () => {
    // All of 5 positive: one choice of 32.
    expect(signedRank([1, 2, 3, 4, 5])).toEqual({ n: 5, positive: 15, p: 1 / 32 });
    // Sums of 14 and 15 are one choice each.
    expect(signedRank([-1, 2, 3, 4, 5]).p).toBe(2 / 32);
    expect(signedRank([-1, -2, -3])).toEqual({ n: 3, positive: 0, p: 1 });
  });

  it("agrees with tables", () => {
    // n = 10: a sum of at least 45 has a one-sided probability of 0.042 (Wilcoxon's table: at most 10 on the other side).
    expect(signedRank([-1, -2, -3, -4, 5, 6, 7, 8, 9, 10]).positive).toBe(45);
    expect(signedRank([-1, -2, -3, -4, 5, 6, 7, 8, 9, 10]).p).toBeCloseTo(0.042, 4);
  });

  it("leaves out what does not differ, and shares the ranks of ties", () => {
    expect(signedRank([0, 0])).toEqual({ n: 0, positive: 0, p: 1 });
    expect(signedRank([0, 2, 2, -2])).toEqual({ n: 3, positive: 4, p: 0.5 });
  });

  it("says of both sides together no less than all", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 12 }), (drawn) => {
        const { p, n } = signedRank(drawn);
        const { p: other } = signedRank(drawn.map((one) => -one));
        // The sum that was seen is on both sides.
        expect(p + other).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(p).toBeGreaterThanOrEqual(2 ** -n - 1e-12);
      }),
    );
  });
});
