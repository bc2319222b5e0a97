import type { View } from "../fleet/control/policy-contract.js";
import { DAY, SECOND, WEEK, type Time } from "../support/time.js";
import { openWeek } from "../systems/kured/window.js";
import type { OpenTimes } from "../systems/windows/open-times.js";
import { offsetsOf } from "./time-zone.js";
import { dayNumber, type WeeklyWindow } from "./window-schema.js";

/** Windows as the world compares them: times of the local week, and how far local time is from UTC. */

/** Times of the week, [from, until] in [ms since Monday 00:00]. */
export type TimesOfWeek = OpenTimes["week"];

/** The end of a day as kured has it: its last second is inside [ms]. */
export const LAST_SECOND = DAY - SECOND;

/**
 * Compiles windows to what a gate compares; none: always open.
 *
 * @param zone of the windows that name none.
 * @param weekOf how the system reads windows of one zone.
 */
export function openTimes(
  view: View,
  windows: readonly WeeklyWindow[],
  zone: string,
  weekOf: (windows: readonly WeeklyWindow[]) => TimesOfWeek = timesOfWeek,
): OpenTimes | undefined {
  if (windows.length === 0) return undefined;
  const zones = [...new Set(windows.map(({ timeZone = zone }) => timeZone))];
  const [first, ...others] = zones.map((name) => ({
    week: weekOf(windows.filter(({ timeZone = zone }) => timeZone === name)),
    offsets: offsetsOf(view, name),
  }));
  return others.length === 0 ? first! : { ...first!, also: others };
}

/** Compiles windows to times of the week: in order, apart from each other, and split where the week turns. */
export function timesOfWeek(windows: readonly WeeklyWindow[]): TimesOfWeek {
  const pieces: [Time, Time][] = [];
  for (const { days, start, length } of windows) {
    for (const day of days) {
      const from = (dayNumber(day) * DAY + start) % WEEK;
      const until = from + length;
      pieces.push([from, Math.min(until, WEEK)]);
      if (until > WEEK) pieces.push([0, until - WEEK]);
    }
  }
  return inOrder(pieces);
}

/** Times of the week in order and apart from each other, whatever order they come in and wherever they overlap. */
export function inOrder(pieces: TimesOfWeek): TimesOfWeek {
  const merged: [Time, Time][] = [];
  for (const [from, until] of pieces.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}

/** Compiles a window as kured and the system-upgrade-controller read it: each side of midnight belongs to its own day. */
export function kuredWeek([window]: readonly WeeklyWindow[]): TimesOfWeek {
  const { days, start, length } = window!;
  const bits = days.reduce((word, day) => word | (1 << ((dayNumber(day) + 1) % 7)), 0);
  return openWeek(bits, start, length === DAY ? LAST_SECOND : (start + length) % DAY);
}

/** Whether kured can say so: a start and an end of day cannot be a day apart, unless it is the whole day. */
export function isDayWindow({ start, length }: WeeklyWindow): boolean {
  return length < DAY || (length === DAY && start === 0);
}
