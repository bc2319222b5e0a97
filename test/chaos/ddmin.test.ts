import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ddmin } from "../../src/chaos/ddmin.js";

describe("ddmin", () => {
  it("finds exactly the elements that a failure needs, wherever they stand", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.uniqueArray(fc.nat(79), { maxLength: 5 }),
        (length, wanted) => {
          const needed = wanted.filter((one) => one < length).toSorted((a, b) => a - b);
          const all = Array.from({ length }, (_, index) => index);
          expect(ddmin(all, (some) => needed.every((one) => some.includes(one)))).toEqual(needed);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it("is 1-minimal also where parts fail that the whole does not tell of", () => {
    // Fails with an odd sum of at least 9: no monotone property.
    const fails = (some: readonly number[]) => {
      const sum = some.reduce((total, one) => total + one, 0);
      return sum >= 9 && sum % 2 === 1;
    };
    const kept = ddmin([2, 4, 5, 6, 8, 10, 12, 20], fails);
    expect(fails(kept)).toBe(true);
    for (const one of kept) expect(fails(kept.filter((other) => other !== one))).toBe(false);
  });
});
