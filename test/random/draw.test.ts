import { describe, expect, it } from "vitest";
import { bits, seedKey, stream, uniform, type Stream } from "../../src/random/draw.js";
import { Purpose } from "../../src/random/purposes.js";

// Every figure below is drawn from fixed seeds: a test passes always or never. The bounds are those of a random function,
// |z| < 5 for a single statistic (one in two million) and wider by Bonferroni where the worst of many is taken.

const streamOf = (seed: string, purpose: Purpose = Purpose.BootStage, replication = 0): Stream =>
  stream(seedKey(seed), purpose, replication);

/** Standardised chi-square of counts that should be equal; nearly normal for hundreds of cells. */
function chiSquareZ(counts: Uint32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = total / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

/** Correlation of two sequences of n uniforms, in standard deviations of the null distribution. */
function correlationZ(n: number, x: (i: number) => number, y: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x(i) - 0.5) * (y(i) - 0.5);
  // Var[(U − ½)(V − ½)] = 1/144.
  return (12 * sum) / Math.sqrt(n);
}

/** Equal pairs among n 32-bit words: Poisson with mean n(n − 1)/2 / 2^32. */
function collisionZ(words: Uint32Array): number {
  words.sort();
  let collisions = 0;
  for (let i = 1; i < words.length; i++) if (words[i] === words[i - 1]) collisions++;
  const mean = (words.length * (words.length - 1)) / 2 / 2 ** 32;
  return (collisions - mean) / Math.sqrt(mean);
}

const MILLION = 1_000_000;

describe("bits", () => {
  it("gives the known answers of Random123 for threefry2x32 with 13 rounds", () => {
    const keyed = (k0: number, k1: number): Stream => {
      const k2 = 0x1bd11bda ^ k0 ^ k1;
      return { k0, k1, k2, k2plus1: (k2 + 1) | 0, k0plus2: (k0 + 2) | 0, k1plus3: (k1 + 3) | 0 };
    };
    expect(bits(keyed(0, 0), 0, 0)).toBe(0x9d1c5ec6);
    expect(bits(keyed(-1, -1), -1, -1)).toBe(0xfd36d048);
    expect(bits(keyed(0x13198a2e, 0x03707344), 0x243f6a88, 0x85a308d3)).toBe(0xba3e4725);
  });

  it("is a function of its arguments alone, whatever was drawn before", () => {
    const luck = streamOf("order");
    const forwards = Array.from({ length: 100 }, (_, i) => bits(luck, i % 10, i));
    const backwards = Array.from({ length: 100 }, (_, i) =>
      bits(luck, (99 - i) % 10, 99 - i),
    ).reverse();
    expect(backwards).toEqual(forwards);
    expect(bits(structuredClone(luck), 3, 14)).toBe(bits(luck, 3, 14));
  });

  const words: [string, (luck: Stream, i: number, flipped: number) => number][] = [
    ["entity", (luck, i, flip) => bits(luck, i ^ flip, 5)],
    ["occurrence", (luck, i, flip) => bits(luck, 5, i ^ flip)],
  ];
  it.each(words)(
    "flips every output bit with probability ½ when any bit of the %s flips",
    (_, draw) => {
      const luck = streamOf("avalanche");
      const n = 65_536;
      let worst = 0;
      for (let bit = 0; bit < 31; bit++) {
        const flips = new Uint32Array(32);
        // Bases with the bit cleared, so that no pair is counted twice.
        for (let i = 0; i < n; i++) {
          const base = (i & ((1 << bit) - 1)) | ((i >>> bit) << (bit + 1));
          const changed = draw(luck, base, 0) ^ draw(luck, base, 1 << bit);
          for (let out = 0; out < 32; out++) flips[out]! += (changed >>> out) & 1;
        }
        for (const count of flips)
          worst = Math.max(worst, Math.abs(count - n / 2) / Math.sqrt(n / 4));
      }
      // The worst of 992 normal deviates exceeds 5.5 once in 27 000.
      expect(worst).toBeLessThan(5.5);
    },
  );

  it("repeats words as often as a random function does, over entities, occurrences and both", () => {
    const luck = streamOf("birthday");
    const n = 2 ** 21;
    const along = (draw: (i: number) => number) =>
      Math.abs(collisionZ(Uint32Array.from({ length: n }, (_, i) => draw(i))));
    // 512 equal pairs are expected: a generator that never repeats itself would be 22 deviations off.
    expect(along((i) => bits(luck, i, 0))).toBeLessThan(5);
    expect(along((i) => bits(luck, 0, i))).toBeLessThan(5);
    expect(along((i) => bits(luck, i & 1023, i >>> 10))).toBeLessThan(5);
  });
});

describe("uniform", () => {
  it("stays strictly inside (0, 1), at the midpoints of 2^32 cells", () => {
    const luck = streamOf("inside");
    for (let i = 0; i < 10_000; i++) {
      const u = uniform(luck, i, i);
      expect(u > 0 && u < 1).toBe(true);
      expect(u * 2 ** 32).toBe(bits(luck, i, i) + 0.5);
    }
    // The extreme words: the largest uniform is not rounded up to 1.
    expect((0xffffffff + 0.5) / 2 ** 32).toBeLessThan(1);
  });

  it("is uniform over 1 000 cells in a million draws of one entity, of one occurrence and of a fleet", () => {
    const luck = streamOf("uniformity");
    const along = (draw: (i: number) => number) => {
      const counts = new Uint32Array(1_000);
      for (let i = 0; i < MILLION; i++) counts[Math.floor(draw(i) * 1_000)]!++;
      return Math.abs(chiSquareZ(counts));
    };
    expect(along((i) => uniform(luck, 0, i))).toBeLessThan(5);
    expect(along((i) => uniform(luck, i, 0))).toBeLessThan(5);
    expect(along((i) => uniform(luck, i % 300, Math.floor(i / 300)))).toBeLessThan(5);
  });

  it("fills the unit square evenly with pairs of neighbours", () => {
    const luck = streamOf("square");
    const pairs: ((i: number) => [number, number])[] = [
      (i) => [uniform(luck, 7, 2 * i), uniform(luck, 7, 2 * i + 1)],
      (i) => [uniform(luck, 2 * i, 7), uniform(luck, 2 * i + 1, 7)],
      (i) => [uniform(luck, i, i + 1), uniform(luck, i + 1, i)],
    ];
    for (const pair of pairs) {
      const counts = new Uint32Array(64 * 64);
      for (let i = 0; i < MILLION; i++) {
        const [x, y] = pair(i);
        counts[Math.floor(x * 64) * 64 + Math.floor(y * 64)]!++;
      }
      expect(Math.abs(chiSquareZ(counts))).toBeLessThan(5);
    }
  });

  it("has no serial correlation over occurrences or entities, at lags from 1 to 1024", () => {
    const luck = streamOf("serial");
    const n = 200_000;
    for (const lag of [1, 2, 3, 16, 1_024]) {
      const overOccurrences = correlationZ(
        n,
        (i) => uniform(luck, 1, i),
        (i) => uniform(luck, 1, i + lag),
      );
      const overEntities = correlationZ(
        n,
        (i) => uniform(luck, i, 1),
        (i) => uniform(luck, i + lag, 1),
      );
      expect(Math.abs(overOccurrences)).toBeLessThan(5);
      expect(Math.abs(overEntities)).toBeLessThan(5);
    }
  });
});

describe("stream", () => {
  it("gives purposes, replications and neighbouring seeds luck that is uncorrelated with each other", () => {
    const n = 200_000;
    const home = streamOf("1", Purpose.BootStage, 0);
    const others = [
      ...Object.values(Purpose)
        .filter((purpose) => purpose !== Purpose.BootStage)
        .map((purpose) => streamOf("1", purpose, 0)),
      ...[1, 2, 3, 4, 1_000].map((replication) => streamOf("1", Purpose.BootStage, replication)),
      ...["2", "3", "10", "11", "1 ", ""].map((seed) => streamOf(seed, Purpose.BootStage, 0)),
    ];
    for (const other of others) {
      const z = correlationZ(
        n,
        (i) => uniform(home, i % 300, i),
        (i) => uniform(other, i % 300, i),
      );
      expect(Math.abs(z)).toBeLessThan(5);
    }
  });

  it("flips every output bit with probability ½ when any bit of purpose or replication, or one digit of the seed, changes", () => {
    const key = seedKey("streams");
    const n = 4_096;
    const changes: [string, (i: number) => Stream, (i: number) => Stream][] = [];
    for (let bit = 0; bit < 7; bit++) {
      // There is room for 128 purposes only; each pair of them is tried in many replications.
      const purpose = (i: number) => (i & 127 & ~(1 << bit)) as Purpose;
      const flipped = (i: number) => (purpose(i) | (1 << bit)) as Purpose;
      changes.push([
        `purpose ${bit}`,
        (i) => stream(key, purpose(i), i),
        (i) => stream(key, flipped(i), i),
      ]);
    }
    for (let bit = 0; bit < 31; bit++) {
      const base = (i: number) => (i & ((1 << bit) - 1)) | ((i >>> bit) << (bit + 1));
      changes.push([
        `replication ${bit}`,
        (i) => stream(key, Purpose.Poll, base(i)),
        (i) => stream(key, Purpose.Poll, base(i) | (1 << bit)),
      ]);
    }
    changes.push(["seed", (i) => streamOf(`${2 * i}`), (i) => streamOf(`${2 * i + 1}`)]);
    let worst = 0;
    for (const [, before, after] of changes) {
      const flips = new Uint32Array(32);
      for (let i = 0; i < n; i++) {
        const changed = bits(before(i), 0, 0) ^ bits(after(i), 0, 0);
        for (let out = 0; out < 32; out++) flips[out]! += (changed >>> out) & 1;
      }
      for (const count of flips)
        worst = Math.max(worst, Math.abs(count - n / 2) / Math.sqrt(n / 4));
    }
    // The worst of 1 248 normal deviates exceeds 5.5 once in 21 000.
    expect(worst).toBeLessThan(5.5);
  });

  it("gives a hundred thousand streams different keys", () => {
    const key = seedKey("keys");
    const seen = new Set<string>();
    for (let replication = 0; replication < 10_000; replication++) {
      for (let purpose = 0; purpose < 10; purpose++) {
        const { k0, k1 } = stream(key, purpose as Purpose, replication);
        seen.add(`${k0},${k1}`);
      }
    }
    expect(seen.size).toBe(100_000);
  });
});

describe("seedKey", () => {
  it("tells apart seeds that seedrandom itself confuses: repetitions, and characters beyond one byte", () => {
    const seeds = ["", "1", "11", "111", "ab", "abab", "a", "š", "é"];
    const firsts = seeds.map((seed) => bits(streamOf(seed), 0, 0));
    expect(new Set(firsts).size).toBe(seeds.length);
  });

  it("gives the same luck for the same text, now and in later versions", () => {
    expect(seedKey("1707")).toEqual(seedKey("1707"));
    expect([0, 1, 2].map((occurrence) => bits(streamOf("1707"), 42, occurrence)))
      .toMatchInlineSnapshot(`
      [
        4158009197,
        649856266,
        729459188,
      ]
    `);
  });
});
