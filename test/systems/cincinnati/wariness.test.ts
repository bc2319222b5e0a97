import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sipHash13 } from "../../../src/systems/cincinnati/sip-hash.js";
import {
  parseWariness,
  warinessOf,
  warinessOfUuid,
} from "../../../src/systems/cincinnati/wariness.js";

const MASK = (1n << 64n) - 1n;

/** SipHash-1-3 over big integers, as the paper writes it down. */
function siphash(bytes: Uint8Array): bigint {
  const v = [
    0x736f6d6570736575n,
    0x646f72616e646f6dn,
    0x6c7967656e657261n,
    0x7465646279746573n,
  ] as [bigint, bigint, bigint, bigint];
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (64n - by))) & MASK;
  const round = () => {
    v[0] = (v[0] + v[1]) & MASK;
    v[1] = rotate(v[1], 13n) ^ v[0];
    v[0] = rotate(v[0], 32n);
    v[2] = (v[2] + v[3]) & MASK;
    v[3] = rotate(v[3], 16n) ^ v[2];
    v[0] = (v[0] + v[3]) & MASK;
    v[3] = rotate(v[3], 21n) ^ v[0];
    v[2] = (v[2] + v[1]) & MASK;
    v[1] = rotate(v[1], 17n) ^ v[2];
    v[2] = rotate(v[2], 32n);
  };
  const padded = new Uint8Array((Math.floor(bytes.length / 8) + 1) * 8);
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 0xff;
  const view = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += 8) {
    const word = view.getBigUint64(at, true);
    v[3] ^= word;
    round();
    v[0] ^= word;
  }
  v[2] ^= 0xffn;
  for (let i = 0; i < 3; i++) round();
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

describe("SipHash-1-3", () => {
  it("is that of the paper for bytes of every length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const words = new Uint32Array(Math.ceil(bytes.length / 4));
        bytes.forEach((byte, i) => (words[i >>> 2]! |= byte << (8 * (i & 3))));
        expect(sipHash13(words, bytes.length)).toBe(Number(siphash(bytes)));
      }),
    );
  });
});

describe("wariness", () => {
  it("of a uuid given as words is that of its text", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, word, word, word, (...words) => {
        const text = words.map((each) => each.toString(16).padStart(8, "0")).join("");
        expect(warinessOfUuid(...words)).toBe(warinessOf(text));
      }),
    );
  });

  it("spreads hosts evenly", () => {
    const bins = new Uint32Array(10);
    for (let host = 0; host < 10_000; host++)
      bins[Math.floor(warinessOfUuid(0, 0, 0, host) * 10)]!++;
    // Chi-squared with 9 degrees of freedom, 99.9 %.
    expect(bins.reduce((sum, n) => sum + (n - 1_000) ** 2 / 1_000, 0)).toBeLessThan(27.9);
  });

  it.each([
    ["0.5", 0.5],
    ["-1", 0],
    ["-0", 0],
    ["7", 1],
    [".5", 0.5],
    ["5.", 1],
    ["1e-3", 0.001],
    ["inf", 1],
    ["-infinity", 0],
    ["NaN", 0],
  ])("named as %j is %d", (text, wariness) => {
    expect(parseWariness(text)).toBe(wariness);
  });

  it.each(["", " 0.5", "half", "0x1", "1_0", ".", "e5", "0,5"])("is not named by %j", (text) => {
    expect(parseWariness(text)).toBeUndefined();
  });
});
