import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, ln, ln1p, lnGamma, normalQuantile, power } from "../../src/random/elementary.js";

const view = new DataView(new ArrayBuffer(16));

/** How many doubles lie between two of the same sign. */
function ulps(one: number, other: number): number {
  view.setFloat64(0, one);
  view.setFloat64(8, other);
  return Math.abs(Number(view.getBigInt64(0) - view.getBigInt64(8)));
}

const anyPositive = fc.double({ min: 0, minExcluded: true, noDefaultInfinity: true, noNaN: true });
const runs = { numRuns: 20_000 };

// Math.* of the engine at hand is itself within one ulp, hence one more in each bound.

describe("ln", () => {
  it("is within 2 ulp of Math.log over all positive doubles, subnormal ones included", () => {
    fc.assert(
      fc.property(anyPositive, (x) => ulps(ln(x), Math.log(x)) <= 2),
      runs,
    );
  });

  it("keeps that precision next to 1, where the result vanishes", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (x) => x === 1 || ulps(ln(x), Math.log(x)) <= 2,
      ),
      runs,
    );
    expect(ln(1)).toBe(0);
    // ε − ε²/2, just above the double before ε.
    expect(ln(1 + Number.EPSILON)).toBe(Number.EPSILON * (1 - 2 ** -53));
  });

  it("takes the edges as Math.log does", () => {
    for (const x of [0, -0, -1, Infinity, -Infinity, NaN]) expect(ln(x)).toBe(Math.log(x));
  });
});

describe("ln1p", () => {
  it("is within 4 ulp of Math.log1p from the smallest to the largest argument", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.999999, max: 1e300, noNaN: true }),
        (x) => ulps(ln1p(x), Math.log1p(x)) <= 4,
      ),
      { numRuns: 20_000, examples: [[1e-320], [-1e-17], [1e-9], [-0.5]] },
    );
  });
});

describe("exp", () => {
  it("is within 2 ulp of Math.exp wherever the result is a normal number", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -708, max: 709.78, noNaN: true }),
        (x) => ulps(exp(x), Math.exp(x)) <= 2,
      ),
      runs,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -708_000, max: 709_780 }),
        (x) => ulps(exp(x / 1000), Math.exp(x / 1000)) <= 2,
      ),
      runs,
    );
  });

  it("falls gradually to 0 and rises to Infinity like Math.exp", () => {
    for (const x of [
      0,
      -0,
      NaN,
      Infinity,
      -Infinity,
      -745,
      -746,
      -720.5,
      709.78,
      709.8,
      1e300,
      -1e300,
    ]) {
      expect(ulps(exp(x), Math.exp(x)) <= 1 || Object.is(exp(x), Math.exp(x))).toBe(true);
    }
  });
});

describe("power", () => {
  it("has a relative error of at most 3e-16 × (2 + |y ln x|) against Math.pow", () => {
    const base = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    const exponent = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(base, exponent, (x, y) => {
        const exact = Math.pow(x, y);
        return Math.abs(power(x, y) / exact - 1) <= 3e-16 * (2 + Math.abs(y * Math.log(x)));
      }),
      runs,
    );
  });
});

describe("lnGamma", () => {
  it("is the logarithm of the factorial at integers and of √π multiples at halves", () => {
    let factorial = 1;
    let half = Math.sqrt(Math.PI);
    for (let n = 1; n < 60; n++) {
      const close = (got: number, exact: number) =>
        expect(Math.abs(got - exact)).toBeLessThan(1e-14 * Math.max(1, Math.abs(exact)));
      close(lnGamma(n), Math.log(factorial));
      close(lnGamma(n - 0.5), Math.log(half));
      factorial *= n;
      half *= n - 0.5;
    }
  });

  it("obeys Γ(x + 1) = x Γ(x) between", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (x) => {
        const one = lnGamma(x + 1);
        const other = Math.log(x) + lnGamma(x);
        return Math.abs(one - other) <= 1e-14 * Math.max(10, Math.abs(one));
      }),
    );
  });
});

describe("normalQuantile", () => {
  it("agrees with tabulated quantiles to 14 digits", () => {
    // Wichura 1988, and the quantiles every statistics table carries.
    const known: [number, number][] = [
      [0.25, -0.6744897501960817],
      [0.001, -3.090232306167813],
      [1e-20, -9.262340089798408],
      [0.975, 1.959963984540054],
      [0.95, 1.6448536269514722],
      [0.5, 0],
    ];
    for (const [p, z] of known)
      expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(1e-14 * Math.abs(z));
  });

  it("inverts the normal distribution function, integrated independently", () => {
    // Simpson's rule from 0 to z.
    const probability = (z: number) => {
      const n = 2_000;
      const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      let sum = density(0) + density(z);
      for (let i = 1; i < n; i++) sum += density((z * i) / n) * (i % 2 === 1 ? 4 : 2);
      return 0.5 + (sum * z) / n / 3;
    };
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        return Math.abs(probability(normalQuantile(p)) - p) < 1e-12;
      }),
    );
  });

  it("is odd about ½ and rises", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
        const mirrored = 1 - (1 - p);
        return (
          Math.abs(normalQuantile(1 - p) + normalQuantile(mirrored)) <=
          1e-14 * (1 + Math.abs(normalQuantile(p)))
        );
      }),
    );
    let last = -Infinity;
    for (let i = 1; i < 100_000; i++) {
      const z = normalQuantile(i / 100_000);
      expect(z).toBeGreaterThan(last);
      last = z;
    }
  });
});
