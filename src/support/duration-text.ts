import { DAY, HOUR, MINUTE, SECOND, type Time, WEEK } from "./time.js";

/** Durations as people write them. */

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: WEEK,
};

/** Units that durations are written in, the largest first; weeks read better as days. */
const WRITTEN_UNITS = Object.entries(DURATION_UNITS)
  .filter(([unit]) => unit !== "w")
  .toReversed();

/** The longest duration a scenario can name [ms]: a hundred years, far below the 2^53 ms to which time is exact. */
const LONGEST = 36_500 * DAY;

/** A number as a pattern. */
export const NUMBER = String.raw`(\d+(?:\.\d+)?)`;

/** A duration as a pattern. */
export const DURATION = `^${NUMBER} ?(ms|s|m|h|d|w)$`;

/**
 * Reads a duration such as `250ms`, `90s`, `1.5h` or `2w`; undefined when it is none, is negative, or exceeds 100 years.
 *
 * @returns whole milliseconds [ms]
 */
export function parseDuration(text: string): Time | undefined {
  const match = new RegExp(DURATION).exec(text);
  if (match === null) return undefined;
  const time = Math.round(Number(match[1]) * DURATION_UNITS[match[2]!]!);
  return time <= LONGEST ? time : undefined;
}

/** A duration as a file writes it, in the largest unit that leaves it whole. */
export function durationText(time: Time): string {
  const whole = Math.max(0, Math.round(time));
  const [unit, size] = WRITTEN_UNITS.find(([, size]) => whole % size === 0 && whole >= size) ?? [
    "s",
    SECOND,
  ];
  return `${whole / size}${unit}`;
}
