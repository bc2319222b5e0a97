import { DAY, HOUR, MINUTE, SECOND, type Time } from "../../support/time.js";
import type { OpenTimes } from "../windows/open-times.js";

/**
 * When kured, and the system-upgrade-controller with the same code, may reboot: days of the week, and a start and an end of day.
 *
 * @see kubereboot/kured pkg/timewindow/timewindow.go, pkg/timewindow/days.go
 */

/** By its first two letters; `sun` and `sunday` are the same. */
const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Sunday first, as the numbers of days; the week of `OpenTimes` begins on Monday. */
const ON_SUNDAY = 6;

/**
 * Reads days as `0` to `6` from Sunday, `su`, `sun` or `sunday` in any case, with commas between; empty ones are skipped.
 *
 * @returns a word with bit d set for day d, or undefined when one of them is no day.
 */
export function parseDays(text: string): number | undefined {
  let days = 0;
  for (const word of text.split(",")) {
    if (word === "") continue;
    const day = /^[+-]?\d+$/.test(word) ? Number(word) : dayOf(word.toLowerCase());
    if (day < 0 || day > 6) return undefined;
    days |= 1 << day;
  }
  return days;
}

function dayOf(word: string): number {
  return DAYS.findIndex((day) =>
    [2, 3, day.length].some((length) => day.slice(0, length) === word),
  );
}

/** The layouts it tries: 15:04, 15:04:05 and 15, with an hour of one or two digits. */
const HOURS_24 = /^(\d{1,2})(?::(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?$/;
/** 03:04pm, whose hour has two digits, 03pm and 3pm. */
const HOURS_12 = /^(?:(\d\d):(\d\d)|(\d{1,2}))(am|pm)$/;

/** Reads a time of day [ms after midnight, whole seconds]; undefined when no layout fits. */
export function parseTimeOfDay(text: string): Time | undefined {
  const on24 = HOURS_24.exec(text);
  if (on24 !== null) return timeOfDay(on24[1]!, on24[2], on24[3], 23);
  const on12 = HOURS_12.exec(text);
  if (on12 === null) return undefined;
  const time = timeOfDay(on12[1] ?? on12[3]!, on12[2], undefined, 12);
  if (time === undefined) return undefined;
  const isTwelve = time >= DAY / 2;
  return on12[4] === "pm" ? time + (isTwelve ? 0 : DAY / 2) : time - (isTwelve ? DAY / 2 : 0);
}

function timeOfDay(hour: string, minute = "0", second = "0", lastHour = 23): Time | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  return h > lastHour || m > 59 || s > 59 ? undefined : h * HOUR + m * MINUTE + s * SECOND;
}

/**
 * The times of the local week at which it is open. The day is that of the moment, also in a window that wraps midnight: from 9pm
 * to 5am on Fridays is Friday before 5am and Friday from 9pm, not the small hours of Saturday. The second of the end is inside.
 *
 * @param days bit d for day d, Sunday 0.
 * @param start @param end [ms after local midnight]
 */
export function openWeek(days: number, start: Time, end: Time): OpenTimes["week"] {
  const week: [Time, Time][] = [];
  for (let sinceMonday = 0; sinceMonday < 7; sinceMonday++) {
    const day = sinceMonday === ON_SUNDAY ? 0 : sinceMonday + 1;
    if ((days & (1 << day)) === 0) continue;
    const midnight = sinceMonday * DAY;
    const last = end + SECOND - 1;
    if (start <= end) add(week, midnight + start, midnight + last);
    else {
      add(week, midnight, midnight + last);
      add(week, midnight + start, midnight + DAY - 1);
    }
  }
  return week;
}

/** Adds an interval; one that goes on where the last one ends lengthens it. */
function add(week: [Time, Time][], from: Time, until: Time): void {
  const last = week.at(-1);
  if (last !== undefined && last[1] + 1 >= from) last[1] = until;
  else week.push([from, until]);
}
