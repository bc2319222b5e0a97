import { sipHash13 } from "./sip-hash.js";

/**
 * How late in a rollout a host gets a release. It is hashed from the host's uuid alone: the same hosts come first at every release.
 *
 * @see coreos/fedora-coreos-cincinnati fcos-policy-engine/src/main.rs, compute_wariness
 */

/** The left end of the hashed range is kept for hosts that name a wariness of 0 themselves. */
const LEAST = 0.000_001;

/** Behind a text, so that no text is the beginning of another one's bytes. */
const END_OF_TEXT = 0xff;

/** A float as Rust reads it. */
const FLOAT = /^[+-]?(?:inf|infinity|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/** Reads the wariness a host names itself, cut to [0..1]; undefined when it is no number, and then it is hashed. */
export function parseWariness(text: string): number | undefined {
  if (!FLOAT.test(text)) return undefined;
  if (/inf/i.test(text)) return text.startsWith("-") ? 0 : 1;
  const value = Number(text);
  return value > 0 ? Math.min(value, 1) : 0;
}

/** The wariness of a text, usually a uuid [0.000001..1]. */
export function warinessOf(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const words = new Uint32Array((bytes.length >>> 2) + 1);
  bytes.forEach((byte, i) => (words[i >>> 2]! |= byte << (8 * (i & 3))));
  words[bytes.length >>> 2]! |= END_OF_TEXT << (8 * (bytes.length & 3));
  return warinessOfWords(words, bytes.length + 1);
}

const TWO_TO_64 = 18_446_744_073_709_551_616;

function warinessOfWords(words: Uint32Array, length: number): number {
  const scaled = sipHash13(words, length) / TWO_TO_64;
  return Math.min(Math.max(scaled, LEAST), 1);
}

/** The 32 digits of a uuid and the end of the text. */
const uuidWords = new Uint32Array(9);
uuidWords[8] = END_OF_TEXT;

/** The wariness of a uuid, given as its four words, most significant first; without a text being made. */
export function warinessOfUuid(a: number, b: number, c: number, d: number): number {
  writeDigits(0, a);
  writeDigits(2, b);
  writeDigits(4, c);
  writeDigits(6, d);
  return warinessOfWords(uuidWords, 33);
}

/** Writes the eight hexadecimal digits of a word, in ASCII, as two words. */
function writeDigits(at: number, word: number): void {
  uuidWords[at] = digits(word >>> 16);
  uuidWords[at + 1] = digits(word & 0xffff);
}

function digits(half: number): number {
  return (
    digit(half >>> 12) |
    (digit((half >>> 8) & 15) << 8) |
    (digit((half >>> 4) & 15) << 16) |
    (digit(half & 15) << 24)
  );
}

/** `0` to `9` and `a` to `f`. */
function digit(value: number): number {
  return value < 10 ? 48 + value : 87 + value;
}
