import { z } from "zod";
import { duration, timeOfDay } from "../support/quantity.js";
import { DAY, WEEK, type Time } from "../support/time.js";
import type { OpenTimes } from "../systems/windows/open-times.js";

/** Times of the week, as people write them and as the world compares them. */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Opens on each of `days` at `start` [ms after 00:00 UTC] for `length` [ms]. */
export interface WeeklyWindow {
  readonly days: readonly (typeof DAYS)[number][];
  readonly start: Time;
  readonly length: Time;
}

/** Times of the week, [from, until] in [ms since Monday 00:00 UTC]. */
export type TimesOfWeek = OpenTimes["week"];

const weeklyWindow = z.strictObject({
  days: z
    .array(z.enum(DAYS))
    .min(1)
    .default([...DAYS])
    .describe("Days on which it opens. Default: every day."),
  start: timeOfDay().describe("Time of day at which it opens, UTC, as `02:00`."),
  length: duration()
    .refine((length) => length > 0 && length <= WEEK, {
      error: "expected a length above 0s, of at most 7d",
    })
    .describe("How long it stays open, up to 7d."),
});

/** The setting: a list of windows. */
export const weeklyWindows = () => z.array(weeklyWindow);

/** Compiles windows to what a gate compares; none: always open. */
export function openTimes(windows: readonly WeeklyWindow[]): OpenTimes | undefined {
  return windows.length === 0 ? undefined : { week: timesOfWeek(windows), offsets: [] };
}

/** Compiles windows to times of the week: in order, apart from each other, and split where the week turns. */
export function timesOfWeek(windows: readonly WeeklyWindow[]): TimesOfWeek {
  const pieces: [Time, Time][] = [];
  for (const { days, start, length } of windows) {
    for (const day of days) {
      const from = (DAYS.indexOf(day) * DAY + start) % WEEK;
      const until = from + length;
      pieces.push([from, Math.min(until, WEEK)]);
      if (until > WEEK) pieces.push([0, until - WEEK]);
    }
  }
  pieces.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: [Time, Time][] = [];
  for (const [from, until] of pieces) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}
