import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, type DistributionConfig } from "../../src/random/distribution.js";
import { seedKey, stream, uniform } from "../../src/random/draw.js";
import { normalQuantile } from "../../src/random/elementary.js";
import { Purpose } from "../../src/random/purposes.js";
import { InvariantViolation } from "../../src/support/invariant.js";

/** The textbook distribution function, by Math.*. */
type Law = (x: number) => number;

/** Φ(z) by the complementary error function's continued fraction and series (Abramowitz & Stegun 7.1.5, 7.1.14). */
function normal(z: number): number {
  if (z > 0) return 1 - normal(-z);
  if (z > -3) {
    let term = z;
    let sum = z;
    for (let n = 1; n < 60; n++) {
      term *= (-z * z) / 2 / n;
      sum += term / (2 * n + 1);
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / (-z + fraction);
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / (-z + fraction);
}

function lawOf(config: DistributionConfig): Law {
  switch (config.dist) {
    case "uniform":
      return (x) => (x - config.min) / (config.max - config.min);
    case "exponential":
      return (x) => -Math.expm1(-x / config.mean);
    case "lognormal": {
      const sigma = Math.log(config.p95 / config.median) / 1.6448536269514722;
      return (x) => normal(Math.log(x / config.median) / sigma);
    }
    case "weibull":
      return (x) => -Math.expm1(-Math.pow(x / config.scale, config.shape));
    case "triangular": {
      const { min, mode, max } = config;
      return (x) =>
        x < mode
          ? (x - min) ** 2 / (max - min) / (mode - min)
          : 1 - (max - x) ** 2 / (max - min) / (max - mode);
    }
    default:
      throw new Error(`no continuous law: ${config.dist}`);
  }
}

/** The exact quantile of u, or of 1 − v from the upper end, by Math.*. */
function exactQuantile(config: DistributionConfig, v: number, upper: boolean): number {
  switch (config.dist) {
    case "exponential":
      return config.mean * (upper ? -Math.log(v) : -Math.log1p(-v));
    case "lognormal": {
      const z = upper ? -normalQuantile(v) : normalQuantile(v);
      return config.median * Math.pow(config.p95 / config.median, z / 1.6448536269514722);
    }
    case "weibull":
      return config.scale * Math.pow(upper ? -Math.log(v) : -Math.log1p(-v), 1 / config.shape);
    case "triangular": {
      const { min, mode, max } = config;
      const share = (mode - min) / (max - min);
      const p = upper ? 1 - v : v;
      if (p < share) return min + Math.sqrt(p * (max - min) * (mode - min));
      return max - Math.sqrt((upper ? v : 1 - v) * (max - min) * (max - mode));
    }
    default:
      throw new Error(`no tabulated quantile: ${config.dist}`);
  }
}

const CONTINUOUS: DistributionConfig[] = [
  { dist: "uniform", min: 250, max: 4_000 },
  { dist: "exponential", mean: 90_000 },
  { dist: "lognormal", median: 3_000, p95: 12_000 },
  { dist: "lognormal", median: 3_000, p95: 3_100 },
  { dist: "lognormal", median: 60_000, p95: 6_000_000 },
  { dist: "weibull", shape: 0.5, scale: 1_000 },
  { dist: "weibull", shape: 1.7, scale: 1_000 },
  { dist: "weibull", shape: 12, scale: 1_000 },
  { dist: "triangular", min: 0, mode: 2_000, max: 10_000 },
  { dist: "triangular", min: 5, mode: 5, max: 10 },
  { dist: "triangular", min: 5, mode: 10, max: 10 },
];
const TABULATED = CONTINUOUS.filter(({ dist }) => dist !== "uniform");

const named = (configs: DistributionConfig[]) =>
  configs.map((config) => [JSON.stringify(config), config] as const);

const MILLION = 1_000_000;

/** Variates of a million keyed draws, laid out as a fleet would draw them. */
function variates(config: DistributionConfig): Float64Array {
  const variate = compile(config);
  const luck = stream(seedKey("distributions"), Purpose.Repair, 0);
  return Float64Array.from({ length: MILLION }, (_, i) =>
    variate.at(uniform(luck, i % 1_000, Math.floor(i / 1_000))),
  );
}

describe("compile", () => {
  it.each(named(CONTINUOUS))(
    "draws what the distribution function says (Kolmogorov–Smirnov): %s",
    (_, config) => {
      const drawn = variates(config).sort();
      const law = lawOf(config);
      let distance = 0;
      for (const [i, x] of drawn.entries()) {
        const p = law(x);
        distance = Math.max(distance, p - i / MILLION, (i + 1) / MILLION - p);
      }
      // Kolmogorov's limit: P(√n D > 1.949) = 0.001.
      expect(Math.sqrt(MILLION) * distance).toBeLessThan(1.949);
    },
  );

  it.each(named(TABULATED))(
    "is within 1e-4 of the exact quantile from the first uniform to the last: %s",
    (_, config) => {
      const variate = compile(config);
      for (let step = 0; step <= 200_000; step++) {
        // From ½ down to 2^-33, evenly in the logarithm.
        const v = Math.pow(2, -1 - (32 * step) / 200_000);
        const fromBelow = Math.abs(variate.at(v) / exactQuantile(config, v, false) - 1);
        const u = 1 - v;
        const fromAbove = Math.abs(variate.at(u) / exactQuantile(config, 1 - u, true) - 1);
        if (!(fromBelow < 1e-4 && fromAbove < 1e-4))
          expect.fail(`v = ${v}: off by ${fromBelow}, ${fromAbove}`);
      }
    },
  );

  it.each(named(TABULATED))("goes on exactly beyond the 32-bit uniforms: %s", (_, config) => {
    const variate = compile(config);
    for (const v of [1e-11, 1e-14, 2 ** -53]) {
      expect(Math.abs(variate.at(v) / exactQuantile(config, v, false) - 1)).toBeLessThan(1e-9);
      expect(
        Math.abs(variate.at(1 - v) / exactQuantile(config, 1 - (1 - v), true) - 1),
      ).toBeLessThan(1e-9);
    }
  });

  it.each(named(CONTINUOUS))(
    "has its 99.99 %% quantile among a million draws where theory has it: %s",
    (_, config) => {
      const threshold = compile(config).at(0.9999);
      const beyond = variates(config).reduce((count, x) => count + (x > threshold ? 1 : 0), 0);
      // Binomial with mean 100.
      expect(Math.abs(beyond - 100) / Math.sqrt(100)).toBeLessThan(5);
      expect(Math.abs(lawOf(config)(threshold) - 0.9999)).toBeLessThan(1e-6);
    },
  );

  const proportion = fc.double({ min: 0, max: 1, noNaN: true });
  const size = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
  const anyConfig: fc.Arbitrary<DistributionConfig> = fc.oneof(
    fc.record({ dist: fc.constant("constant" as const), value: size }),
    fc
      .tuple(size, size)
      .map(([min, width]) => ({ dist: "uniform" as const, min, max: min + width })),
    fc.record({ dist: fc.constant("exponential" as const), mean: size }),
    fc
      .tuple(size, fc.double({ min: 1, max: 1e5, noNaN: true }))
      .map(([median, ratio]) => ({ dist: "lognormal" as const, median, p95: median * ratio })),
    fc.record({
      dist: fc.constant("weibull" as const),
      shape: fc.double({ min: 0.1, max: 100, noNaN: true }),
      scale: size,
    }),
    fc.tuple(size, size, proportion).map(([min, width, share]) => {
      const max = min + width;
      return { dist: "triangular" as const, min, mode: Math.min(max, min + share * width), max };
    }),
    fc
      .array(fc.tuple(size, fc.double({ min: 1e-3, max: 1e3, noNaN: true })), {
        minLength: 1,
        maxLength: 50,
      })
      .map((pairs) => ({
        dist: "empirical" as const,
        values: pairs.map(([value]) => value),
        weights: pairs.map(([, weight]) => weight),
      })),
  );

  it("never falls as u rises, whatever the distribution and however close the two uniforms", () => {
    const u = fc.integer({ min: 0, max: 0xffffffff }).map((word) => (word + 0.5) / 2 ** 32);
    const atKnot = fc
      .tuple(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 0, max: 1023 }), fc.boolean())
      .map(([octave, part, upper]) => {
        const v = 2 ** -(octave + 1) * (1 + part / 1024);
        return upper ? 1 - v : v;
      });
    fc.assert(
      fc.property(
        anyConfig,
        fc.array(fc.oneof(u, atKnot), { minLength: 50, maxLength: 200 }),
        (config, us) => {
          const variate = compile(config);
          const neighbours = us
            .flatMap((x) => [x - 2 ** -54, x, x + 2 ** -53])
            .sort((one, other) => one - other);
          const drawn = neighbours.map((x) => variate.at(x));
          return drawn.every((x, i) => i === 0 || x >= drawn[i - 1]!);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("has finite quantiles, none negative, and a mean between the extremes", () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const variate = compile(config);
        const first = variate.at(2 ** -33);
        const last = variate.at(1 - 2 ** -33);
        const slack = 1e-12 * last;
        return (
          first >= 0 &&
          last < Infinity &&
          first <= variate.mean + slack &&
          variate.mean <= last + slack
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each(named(CONTINUOUS))("states the mean that the quantiles integrate to: %s", (_, config) => {
    const variate = compile(config);
    // The midpoint rule over each octave towards both ends; the mean is the integral of the quantile over u.
    let integral = 0;
    const parts = 256;
    for (let octave = 1; octave <= 50; octave++) {
      const width = 2 ** -(octave + 1) / parts;
      for (let part = 0; part < parts; part++) {
        const v = 2 ** -(octave + 1) + (part + 0.5) * width;
        integral += (variate.at(v) + variate.at(1 - v)) * width;
      }
    }
    expect(Math.abs(integral / variate.mean - 1)).toBeLessThan(1e-4);
  });

  it("knows the means of textbooks", () => {
    expect(compile({ dist: "exponential", mean: 42 }).mean).toBe(42);
    expect(compile({ dist: "uniform", min: 2, max: 5 }).mean).toBe(3.5);
    expect(compile({ dist: "triangular", min: 0, mode: 1, max: 5 }).mean).toBe(2);
    expect(compile({ dist: "weibull", shape: 0.5, scale: 3 }).mean).toBeCloseTo(6, 12);
    expect(compile({ dist: "weibull", shape: 2, scale: 2 }).mean).toBeCloseTo(
      Math.sqrt(Math.PI),
      12,
    );
    expect(compile({ dist: "empirical", values: [1, 2, 6], weights: [2, 1, 1] }).mean).toBe(2.5);
    const sigma = Math.log(4) / 1.6448536269514722;
    expect(compile({ dist: "lognormal", median: 3, p95: 12 }).mean).toBeCloseTo(
      3 * Math.exp(sigma ** 2 / 2),
      10,
    );
  });

  it("gives a constant when there is nothing to spread", () => {
    const degenerate: [DistributionConfig, number][] = [
      [{ dist: "constant", value: 0.1 }, 0.1],
      [{ dist: "uniform", min: 0.3, max: 0.3 }, 0.3],
      [{ dist: "exponential", mean: 0 }, 0],
      [{ dist: "lognormal", median: 7.7, p95: 7.7 }, 7.7],
      [{ dist: "weibull", shape: 2, scale: 0 }, 0],
      [{ dist: "triangular", min: 1.1, mode: 1.1, max: 1.1 }, 1.1],
      [{ dist: "empirical", values: [9.9] }, 9.9],
    ];
    for (const [config, value] of degenerate) {
      const variate = compile(config);
      expect(variate.mean).toBe(value);
      for (const u of [2 ** -33, 0.25, 0.5, 0.75, 1 - 2 ** -33]) expect(variate.at(u)).toBe(value);
    }
  });

  it("gives each empirical value exactly its share of the uniforms, in ascending order", () => {
    const anyWeights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        anyWeights.filter((weights) => weights.some((weight) => weight > 0)),
        (weights) => {
          // Values in falling order: the order of the file does not matter.
          const values = weights.map((_, i) => 1_000 - i);
          const variate = compile({ dist: "empirical", values, weights });
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const n = 64 * total;
          const counts = new Map<number, number>();
          for (let i = 0; i < n; i++) {
            const x = variate.at((i + 0.5) / n);
            counts.set(x, (counts.get(x) ?? 0) + 1);
          }
          return values.every((value, i) => (counts.get(value) ?? 0) === 64 * weights[i]!);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("takes empirical values alike when there are no weights, and repeated ones together", () => {
    const variate = compile({ dist: "empirical", values: [3, 1, 3, 2] });
    expect([0.1, 0.3, 0.6, 0.9].map((u) => variate.at(u))).toEqual([1, 2, 3, 3]);
  });

  it.each<[string, DistributionConfig]>([
    ["p95 below the median", { dist: "lognormal", median: 2, p95: 1 }],
    ["a median of 0", { dist: "lognormal", median: 0, p95: 1 }],
    ["min above max", { dist: "uniform", min: 2, max: 1 }],
    ["a mode outside", { dist: "triangular", min: 1, mode: 5, max: 2 }],
    ["a negative value", { dist: "constant", value: -1 }],
    ["weights of 0", { dist: "empirical", values: [1, 2], weights: [0, 0] }],
    ["a missing weight", { dist: "empirical", values: [1, 2], weights: [1] }],
    ["no values", { dist: "empirical", values: [] }],
    ["a shape beyond bounds", { dist: "weibull", shape: 0.01, scale: 1 }],
  ])("takes %s for a bug of the caller", (_, config) => {
    expect(() => compile(config)).toThrow(InvariantViolation);
  });
});
