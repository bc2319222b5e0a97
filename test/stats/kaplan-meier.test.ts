import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier, restrictedMean, timeUntil } from "../../src/stats/kaplan-meier.js";
import { halfWidth } from "../../src/stats/student-t.js";
import { mean, variance } from "../../src/stats/summary.js";
import { exponentials, luckOf } from "./luck.js";
import { uniform } from "../../src/random/draw.js";

const lifetimes = fc.record({
  ended: fc.array(fc.nat({ max: 50 }), { maxLength: 30 }),
  open: fc.array(fc.tuple(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 3 })), { maxLength: 10 }),
});

describe("the product-limit estimate", () => {
  it("is that of the worked example of Kaplan and Meier", () => {
    // Deaths at 0.8, 3.1, 5.4 and 9.2, losses at 1.0, 2.7, 7.0 and 12.1 (their section 2).
    const curve = kaplanMeier({
      ended: [0.8, 3.1, 5.4, 9.2],
      open: [
        [1, 1],
        [2.7, 1],
        [7, 1],
        [12.1, 1],
      ],
    });
    expect(curve.times).toEqual([0.8, 3.1, 5.4, 9.2]);
    const shares = [7 / 8, (7 / 8) * (4 / 5), (7 / 8) * (3 / 5), (7 / 8) * (3 / 10)];
    for (const [i, share] of shares.entries()) expect(curve.share[i]).toBeCloseTo(share, 12);
    expect(timeUntil(curve, 0.5)).toBe(9.2);
    expect(timeUntil(curve, 0.9)).toBeNull();
  });

  it("is the empirical distribution where nothing is lost from sight", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1 }), (ended) => {
        const curve = kaplanMeier({ ended, open: [] });
        expect(timeUntil(curve, 1)).toBe(Math.max(...ended));
        expect(restrictedMean(curve, 50)).toBeCloseTo(mean(ended), 9);
      }),
    );
  });

  it("has times that rise with their share, and never one beyond a time that was not reached", () => {
    fc.assert(
      fc.property(lifetimes, (found) => {
        const curve = kaplanMeier(found);
        const times = [0.5, 0.9, 0.99, 1].map(
          (share) => timeUntil(curve, share) ?? Number.POSITIVE_INFINITY,
        );
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  it("covers the restricted mean of censored exponential lifetimes in 93 to 97 of 100 cases", () => {
    // Lifetimes of mean 1, censored at U(0, 4); each of 40 replications has 50. Restricted to 1 the mean is 1 - exp(-1).
    const truth = 1 - Math.exp(-1);
    let covered = 0;
    const cases = 600;
    for (let one = 0; one < cases; one++) {
      const found = Array.from({ length: 40 }, (_, replication) => {
        const lives = exponentials(1_000 * one + replication, 50);
        const luck = luckOf(1_000 * one + replication);
        const ended: number[] = [];
        const open: [number, number][] = [];
        for (let i = 0; i < 50; i++) {
          const [life, seen] = [lives[i]!, 4 * uniform(luck, 1, i)];
          if (life <= seen) ended.push(life);
          else open.push([seen, 1]);
        }
        return restrictedMean(kaplanMeier({ ended, open }), 1);
      });
      const half = halfWidth(found.length, variance(found))!;
      if (Math.abs(mean(found) - truth) <= half) covered += 1;
    }
    expect(covered / cases).toBeGreaterThan(0.93);
    expect(covered / cases).toBeLessThan(0.97);
  });
});
