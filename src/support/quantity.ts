/**
 * Quantities as people write them (`90s`, `5%`, `180MB`): schemas that turn them into base units, with messages that say
 * what was expected, and the same words for editors.
 */
import { z } from "zod";
import { DURATION, NUMBER, parseDuration } from "./duration-text.js";
import { HOUR, MINUTE, NEVER } from "./time.js";

const BYTE_PREFIXES: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1_024,
  Mi: 1_048_576,
  Gi: 1_073_741_824,
  Ti: 1_099_511_627_776,
};

const PREFIX = "([kMGT]|[KMGT]i)?";
const SHARE = `^${NUMBER} ?%$`;
const BYTES = `^${NUMBER} ?${PREFIX}B$`;
const BANDWIDTH = `^${NUMBER} ?${PREFIX}(B|bit)/s$`;
const TIME_OF_DAY = "^([01][0-9]|2[0-3]):([0-5][0-9])$";

/** A value as a message shows it, shortened to what fits a line. */
export function shown(value: unknown): string {
  // JSON has no Infinity, NaN or big integers; `String` writes them.
  const isNumber = typeof value === "bigint" || typeof value === "number";
  const text = isNumber ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** What a schema reads from text, and how it speaks of it. */
interface Quantity {
  /** As in "expected …": with article and examples. */
  readonly expected: string;
  readonly description: string;
  readonly pattern: string;
  readonly read: (text: string) => number | undefined;
  /** Said after the value where that helps. */
  readonly hint?: (value: unknown) => string;
}

function complaint({ expected, hint }: Quantity, value: unknown): string {
  return `expected ${expected}, got ${shown(value)}${hint?.(value) ?? ""}`;
}

/** A schema of text in units. */
function quantity(kind: Quantity) {
  return z
    .string({ error: (issue) => complaint(kind, issue.input) })
    .transform((text, context): number => {
      const value = kind.read(text);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: complaint(kind, text), input: text });
      return z.NEVER;
    })
    .meta({ description: kind.description, pattern: kind.pattern });
}

const timeSpan: Quantity = {
  expected: "a duration such as 90s, 45m or 30d",
  description: "A duration with its unit: ms, s, m, h, d or w.",
  pattern: DURATION,
  read: parseDuration,
  hint(value) {
    if (typeof value === "number" && value >= 0) return `; add a unit, as in ${value}s`;
    if (typeof value === "number") return "; add a unit, and a duration is never negative";
    if (typeof value !== "string") return "";
    if (value.startsWith("-")) return "; a duration is never negative";
    return new RegExp(DURATION).test(value) ? "; the longest is 36500d" : "";
  },
};

/** A duration such as `90s`, `45m`, `1.5h`, `30d`, `2w` or `250ms` [ms]; 0 to 100 years. */
export function duration() {
  return quantity(timeSpan);
}

/** A duration, or `never` [ms; `NEVER`]. */
export function durationOrNever() {
  return quantity({
    ...timeSpan,
    expected: "a duration such as 90s, 45m or 30d, or never",
    description: "A duration with its unit (ms, s, m, h, d or w), or never.",
    pattern: `${DURATION}|^never$`,
    read: (text) => (text === "never" ? NEVER : parseDuration(text)),
  });
}

/** A size such as `180MB` or `1GiB`, with decimal and binary prefixes [bytes]. */
export function bytes() {
  return quantity({
    expected: "a size such as 180MB or 1GiB",
    description: "A size with its unit: B, kB, MB, GB, TB, or KiB, MiB, GiB, TiB.",
    pattern: BYTES,
    read(text) {
      const [, value, prefix = ""] = new RegExp(BYTES).exec(text) ?? [];
      return value === undefined ? undefined : exact(Number(value) * BYTE_PREFIXES[prefix]!);
    },
  });
}

/** Bytes are counted; beyond 2^53 they cannot be. */
function exact(size: number): number | undefined {
  const whole = Math.round(size);
  return Number.isSafeInteger(whole) ? whole : undefined;
}

/** A bandwidth above 0 such as `1Gbit/s` or `100MB/s` [bytes per ms]. */
export function bandwidth() {
  return quantity({
    expected: "a bandwidth such as 1Gbit/s or 100MB/s",
    description: "A bandwidth with its unit: bit/s or B/s, with a prefix such as k, M, G or Mi.",
    pattern: BANDWIDTH,
    read(text) {
      const [, value, prefix = "", unit] = new RegExp(BANDWIDTH).exec(text) ?? [];
      const bits = Number(value) * BYTE_PREFIXES[prefix]! * (unit === "B" ? 8 : 1);
      return bits > 0 && Number.isFinite(bits) ? bits / 8_000 : undefined;
    },
  });
}

/** A time of the UTC day such as `06:00` [ms since midnight]. */
export function timeOfDay() {
  return quantity({
    expected: "a time of day such as 06:00",
    description: "A time of the UTC day, HH:MM.",
    pattern: TIME_OF_DAY,
    read(text) {
      const [, hours, minutes] = new RegExp(TIME_OF_DAY).exec(text) ?? [];
      return hours === undefined ? undefined : Number(hours) * HOUR + Number(minutes) * MINUTE;
    },
  });
}

/** A share, as a percentage such as `5%` or a number from 0 to 1 [0..1]. */
export function share() {
  const expected = "a share such as 5% or 0.05, at most 100%";
  return z
    .union([z.string(), z.number()], {
      error: (issue) => `expected ${expected}, got ${shown(issue.input)}`,
    })
    .transform((written, context): number => {
      const value = typeof written === "number" ? written : parsePercentage(written);
      if (value !== undefined && value >= 0 && value <= 1) return value;
      const message = `expected ${expected}, got ${shown(written)}`;
      context.addIssue({ code: "custom", message, input: written });
      return z.NEVER;
    })
    .meta({
      description: "A share: a percentage such as 5%, or a number from 0 to 1.",
      anyOf: [
        { type: "string", pattern: SHARE },
        { type: "number", minimum: 0, maximum: 1 },
      ],
    });
}

/** Reads a percentage such as `99.9%`, also one above 100 %; undefined when it is none. */
export function parsePercentage(text: string): number | undefined {
  const match = new RegExp(SHARE).exec(text);
  // As decimal text, not by division: 99.9 / 100 is not the number that 0.999 stands for.
  return match === null ? undefined : Number(`${match[1]}e-2`);
}

/** The largest count a scenario can name: what entities and occurrences of draws can be numbered with. */
const LARGEST = 2_147_483_647;

/**
 * A whole number.
 *
 * @param least the smallest that is allowed, 1 by default.
 */
export function count(least = 1) {
  const error = (issue: { readonly input?: unknown }) =>
    `expected a whole number of at least ${least}, got ${shown(issue.input)}`;
  return z
    .int({ error })
    .min(least, { error, abort: true })
    .max(LARGEST, {
      abort: true,
      error: (issue) => `expected a whole number of at most ${LARGEST}, got ${shown(issue.input)}`,
    });
}
