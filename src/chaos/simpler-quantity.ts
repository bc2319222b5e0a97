import { durationText, parseDuration } from "../support/duration-text.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";

/** Simpler numbers: fewer digits, rounder, smaller. */

const UNITS = [
  ["d", DAY],
  ["h", HOUR],
  ["m", MINUTE],
  ["s", SECOND],
  ["ms", 1],
] as const;

/** Simpler values than a number or a duration, the simplest first; none for anything else. */
export function simplerThan(value: unknown): readonly (number | string)[] {
  if (typeof value === "number") return Number.isInteger(value) ? simplerCounts(value) : [];
  if (typeof value !== "string") return [];
  const time = parseDuration(value);
  return time === undefined ? [] : simplerDurations(time, value);
}

function simplerCounts(value: number): readonly number[] {
  return [...new Set([0, 1, 2, 3, ...halves(value), roundedTo(value, 1)])]
    .filter((other) => other < value)
    .toSorted((a, b) => a - b);
}

function halves(value: number): readonly number[] {
  return value < 2 ? [] : [Math.floor(value / 2), ...halves(Math.floor(value / 2))];
}

function simplerDurations(time: number, text: string): readonly string[] {
  const rounded = UNITS.flatMap(([, size]) =>
    [Math.floor(time / size), Math.ceil(time / size), roundedTo(time / size, 1)].map((count) =>
      durationText(count * size),
    ),
  );
  const small = ["0s", "1s", "1m", "10m", "1h", "1d"];
  return [...new Set([...small, ...rounded])]
    .filter((other) => compare(other, text) < 0)
    .toSorted(compare);
}

/** Which of two durations is simpler: the shorter text, then the smaller value. Every step down ends somewhere. */
function compare(a: string, b: string): number {
  return digits(a) - digits(b) || (parseDuration(a) ?? 0) - (parseDuration(b) ?? 0);
}

/** Significant digits; 0 has none. */
function digits(text: string): number {
  return text.replace(/[a-z.]/g, "").replace(/^0+|0+$/g, "").length;
}

function roundedTo(value: number, significant: number): number {
  return Number(value.toPrecision(significant));
}
