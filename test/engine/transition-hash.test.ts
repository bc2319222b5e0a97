import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransitionHash } from "../../src/engine/transition-hash.js";

type Row = readonly [number, number, number, number, number, number, number];

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.maxSafeNat(),
  fc.integer({ min: 0, max: 255 }),
  int32,
  int32,
  int32,
  int32,
  fc.maxSafeInteger(),
);

function hashOf(rows: readonly Row[]): TransitionHash {
  const hash = new TransitionHash();
  for (const each of rows) hash.add(...each);
  return hash;
}

const digestOf = (rows: readonly Row[]): string => hashOf(rows).digest();

/** Bits of the fields of a row, in their order. */
const widths = [53, 8, 32, 32, 32, 32, 53] as const;

/** The row with one bit of one field changed. */
function flipped(original: Row, field: number, bit: number): Row {
  const changed: number[] = [...original];
  const value = BigInt(changed[field]!) ^ (1n << BigInt(bit));
  const signed = field === 1 || field === 0 || field === 6 ? value : BigInt.asIntN(32, value);
  changed[field] = Number(signed);
  const [time, kind, subject, from, to, cause, detail] = changed;
  return [time!, kind!, subject!, from!, to!, cause!, detail!];
}

const oneBit = fc
  .integer({ min: 0, max: 6 })
  .chain((field) => fc.tuple(fc.constant(field), fc.nat({ max: widths[field]! - 1 })));

function bitsDiffering(a: string, b: string): number {
  const difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return difference.toString(2).replaceAll("0", "").length;
}

describe("TransitionHash", () => {
  it("is the same for the same transitions", () => {
    fc.assert(fc.property(fc.array(row), (rows) => digestOf(rows) === digestOf([...rows])));
  });

  it("is 16 hex digits from the first on, and starts with value32", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const hash = hashOf(rows);
        expect(hash.digest()).toMatch(/^[0-9a-f]{16}$/);
        expect(hash.value32).toBe(Number.parseInt(hash.digest().slice(0, 8), 16));
      }),
    );
  });

  it("differs after any one bit of any one transition", () => {
    fc.assert(
      fc.property(
        fc.array(row),
        row,
        fc.array(row, { maxLength: 5 }),
        oneBit,
        (before, at, after, [field, bit]) => {
          const changed = flipped(at, field, bit);
          expect(digestOf([...before, changed, ...after])).not.toBe(
            digestOf([...before, at, ...after]),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("differs when two different transitions change places", () => {
    fc.assert(
      fc.property(fc.array(row), row, row, (before, one, other) => {
        fc.pre(one.some((value, field) => value !== other[field]));
        expect(digestOf([...before, one, other])).not.toBe(digestOf([...before, other, one]));
      }),
    );
  });

  it("differs when two fields of a transition change places", () => {
    const fields = [101, 3, 50, 7, 11, 13, 17] as const;
    const digests = new Set([digestOf([fields])]);
    let pairs = 0;
    for (let one = 0; one < 7; one++) {
      for (let other = one + 1; other < 7; other++) {
        const swapped: number[] = [...fields];
        [swapped[one], swapped[other]] = [fields[other]!, fields[one]!];
        const [time, kind, subject, from, to, cause, detail] = swapped;
        digests.add(digestOf([[time!, kind!, subject!, from!, to!, cause!, detail!]]));
        pairs += 1;
      }
    }
    expect(digests.size).toBe(1 + pairs);
  });

  it("tells an empty stream, one transition of zeros and two of them apart", () => {
    const zeros: Row = [0, 0, 0, 0, 0, 0, 0];
    expect(new Set([digestOf([]), digestOf([zeros]), digestOf([zeros, zeros])]).size).toBe(3);
  });

  it("tells −1 from 2^32 − 1 in the detail", () => {
    expect(digestOf([[0, 0, 0, 0, 0, 0, -1]])).not.toBe(
      digestOf([[0, 0, 0, 0, 0, 0, 2 ** 32 - 1]]),
    );
  });

  it("changes each bit of the digest half of the time, whichever bit of a transition changes", () => {
    const trials = 400;
    for (const [field, width] of widths.entries()) {
      for (let bit = 0; bit < width; bit += 5) {
        let changed = 0;
        for (let trial = 0; trial < trials; trial++) {
          const original: Row = [trial * 977, trial & 127, trial, 1, 2, 3, trial * 31];
          changed += bitsDiffering(digestOf([original]), digestOf([flipped(original, field, bit)]));
        }
        // The mean of 400 × 64 fair coins has a standard error of 0.003: 0.02 is six of them.
        expect(Math.abs(changed / (64 * trials) - 0.5)).toBeLessThan(0.02);
      }
    }
  });

  it("has no two alike among a hundred thousand streams of one transition", () => {
    const digests = new Set<string>();
    for (let i = 0; i < 100_000; i++) {
      digests.add(digestOf([[i % 100, i % 7, Math.floor(i / 100), i % 3, 0, 0, 0]]));
    }
    expect(digests.size).toBe(100_000);
  });

  it("forks into two that go on alike and do not know of each other", () => {
    const hash = hashOf([[1, 2, 3, 4, 5, 6, 7]]);
    const fork = hash.fork();
    hash.add(8, 0, 0, 0, 0, 0, 0);
    expect(fork.digest()).toBe(digestOf([[1, 2, 3, 4, 5, 6, 7]]));
    fork.add(8, 0, 0, 0, 0, 0, 0);
    expect(fork.digest()).toBe(hash.digest());
  });

  it("is what it was when results were recorded", () => {
    expect(digestOf([])).toMatchInlineSnapshot(`"3df248b0a65b8472"`);
    expect(digestOf([[1_000, 3, 7, 0, 1, 2, 5_000_000_000]])).toMatchInlineSnapshot(
      `"c38af6f33e16ce13"`,
    );
  });
});
