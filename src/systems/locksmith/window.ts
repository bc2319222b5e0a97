import { DAY, HOUR, MINUTE, type Time, WEEK } from "../../support/time.js";
import type { OpenTimes } from "../windows/open-times.js";
import { parseGoDuration } from "./go-duration.js";

/**
 * Locksmith's reboot window: a start, every day or on one day of the week, in local time, and a length.
 *
 * @see coreos/locksmith pkg/timeutil/periodic.go
 */

/** REBOOT_WINDOW_START and REBOOT_WINDOW_LENGTH, as read. */
export interface RebootWindow {
  /** Day of the week, Monday 0; undefined: every day. */
  readonly day: number | undefined;
  /** [ms after midnight] */
  readonly start: Time;
  /** [ms], shorter than a day, or than a week where it has a day; nanoseconds are cut off. */
  readonly length: Time;
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** As Go's Sscanf reads `%d:%d`: signs are allowed, and so is anything behind the minutes. */
const TIME_OF_DAY = /^([+-]?\d+):([+-]?\d+)/;

/**
 * Reads a window.
 *
 * @param start `14:00`, or `Sat 14:00` with a day of three letters in any case.
 * @param length a Go duration, `1h30m`.
 * @returns undefined where locksmith refuses to start.
 */
export function parseWindow(start: string, length: string): RebootWindow | undefined {
  const fields = start.split(/\s+/).filter((field) => field !== "");
  if (fields.length < 1 || fields.length > 2) return undefined;
  const isWeekly = fields.length === 2;
  const day = isWeekly ? DAYS.indexOf(fields[0]!.toLowerCase()) : undefined;
  if (day === -1) return undefined;
  const timeOfDay = parseTimeOfDay(fields.at(-1)!);
  const duration = parseGoDuration(length);
  if (timeOfDay === undefined || duration === undefined || duration < 0) return undefined;
  if (duration >= (isWeekly ? WEEK : DAY)) return undefined;
  return { day, start: timeOfDay, length: Math.floor(duration) };
}

function parseTimeOfDay(text: string): Time | undefined {
  const match = TIME_OF_DAY.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined;
  return hour * HOUR + minute * MINUTE;
}

/** The times of the local week at which the window is open, its last instant included. */
export function openWeek({ day, start, length }: RebootWindow): OpenTimes["week"] {
  const days = day === undefined ? DAYS.map((_, index) => index) : [day];
  const week: [Time, Time][] = [];
  for (const each of days) {
    const from = each * DAY + start;
    const until = from + length;
    week.push([from, Math.min(until, WEEK)]);
    if (until >= WEEK) week.push([0, until - WEEK]);
  }
  return week.toSorted((a, b) => a[0] - b[0]);
}
