import { DAY, HOUR, MINUTE, type Time, WEEK } from "../../support/time.js";
import type { OpenTimes } from "../windows/open-times.js";

/**
 * Zincati's weekly windows, to the minute: the minute in which a window ends is still inside, and a window that crosses the end
 * of the week goes on from Monday 00:00.
 *
 * @see coreos/zincati src/weekly/mod.rs, src/weekly/utils.rs
 */

/** Whole minutes [ms since Monday 00:00]; the minute that begins at `end` is inside. At most one week [0..WEEK]. */
export interface WeeklySpan {
  readonly start: Time;
  readonly end: Time;
}

/** `tuesady`: `tuesday` is refused by a slip of the keys that nobody has noticed. */
const DAYS = [
  ["mon", "monday"],
  ["tue", "tuesady"],
  ["wed", "wednesday"],
  ["thu", "thursday"],
  ["fri", "friday"],
  ["sat", "saturday"],
  ["sun", "sunday"],
];

/** Reads a day of the week, Monday 0, in any case; undefined when it is none. */
export function parseWeekday(text: string): number | undefined {
  const day = DAYS.findIndex((names) => names.includes(text.toLowerCase()));
  return day < 0 ? undefined : day;
}

/** Reads `6:20` or `06:20` as hour and minute; undefined when it is no time of day. */
export function parseTime(text: string): readonly [hour: number, minute: number] | undefined {
  const match = /^\+?(\d+):\+?(\d+)$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  return hour <= 23 && minute <= 59 ? [hour, minute] : undefined;
}

/**
 * Cuts a span at the end of the week into one or two.
 *
 * @param day Monday 0.
 * @param hour [0..24]
 * @param length [ms], above 0, at most a week.
 * @returns undefined where Zincati refuses it.
 */
export function splitSpan(
  day: number,
  hour: number,
  minute: number,
  length: Time,
): readonly WeeklySpan[] | undefined {
  if (hour > 24 || minute > 59 || length <= 0 || length > WEEK) return undefined;
  const start = day * DAY + hour * HOUR + minute * MINUTE;
  // Where the week ends is worked out with an hour of 23 at most.
  const beyond = Math.max(
    0,
    day * DAY + Math.min(hour, 23) * HOUR + minute * MINUTE + length - WEEK,
  );
  const first = { start, end: start + length - beyond };
  return beyond === 0 ? [first] : [first, { start: 0, end: beyond }];
}

/** The times of the week inside any of the spans; none are never open. */
export function openWeek(spans: readonly WeeklySpan[]): OpenTimes["week"] {
  const week: [Time, Time][] = [];
  for (const { start, end } of inOrder(spans)) {
    const until = end + MINUTE - 1;
    const last = week.at(-1);
    if (last !== undefined && start <= last[1] + 1) last[1] = Math.max(last[1], until);
    else if (start < WEEK) week.push([start, until]);
  }
  return week;
}

/** How long the spans are, each by itself [ms]. */
export function totalLength(spans: readonly WeeklySpan[]): Time {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** How much of the week is inside any of the spans [ms]. Zincati refuses to start where it is 0. */
export function measuredLength(spans: readonly WeeklySpan[]): Time {
  let [sum, from, until] = [0, 0, 0];
  for (const { start, end } of inOrder(spans)) {
    // The minute of the end belongs to a span, so that one that begins in the next minute goes on with it.
    if (start > until + MINUTE) {
      sum += until - from;
      from = start;
      until = end;
    } else until = Math.max(until, end);
  }
  return sum + until - from;
}

function inOrder(spans: readonly WeeklySpan[]): readonly WeeklySpan[] {
  return spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
