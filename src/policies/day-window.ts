import { z } from "zod";
import type { View } from "../fleet/control.js";
import { shown } from "../support/quantity.js";
import { openWeek, parseDays, parseTimeOfDay } from "../systems/kured/window.js";
import type { OpenTimes } from "../systems/windows/open-times.js";
import { offsetsOf, timeZone } from "./time-zone.js";

/** Days of the week and a start and an end of day, as kured's flags and the system-upgrade-controller's plans have them. */
export interface DayWindow {
  readonly days: string;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
}

const timeOfDay = (initial: string) =>
  z
    .string()
    .refine((text) => parseTimeOfDay(text) !== undefined, {
      error: ({ input }) =>
        `expected a time of day such as 22:00, 9pm or 23:59:59, got ${shown(input)}`,
    })
    .default(initial);

/** The setting. The whole week where nothing is said. */
export const dayWindow = () =>
  z
    .strictObject({
      days: z
        .string()
        .refine((text) => parseDays(text) !== undefined, {
          error: ({ input }) => `expected days such as mon,tue or 1,2, got ${shown(input)}`,
        })
        .default("su,mo,tu,we,th,fr,sa")
        .describe(
          "Days on which a reboot may begin, with commas between. Default: every day (kured --reboot-days).",
        ),
      start: timeOfDay("0:00").describe(
        "Local time of day from which. Default 0:00 (kured --start-time).",
      ),
      end: timeOfDay("23:59:59").describe(
        "Local time of day until which, its last second included; earlier than the start: over midnight, where each side belongs to its own day. Default 23:59:59 (kured --end-time).",
      ),
      timeZone: timeZone().describe("IANA zone of these times. Default UTC (kured --time-zone)."),
    })
    .prefault({})
    .describe("When a reboot may begin. Default: always.");

/** Compiles the window to what a gate compares. */
export function openTimesOfDays(view: View, { days, start, end, timeZone }: DayWindow): OpenTimes {
  return {
    week: openWeek(parseDays(days)!, parseTimeOfDay(start)!, parseTimeOfDay(end)!),
    offsets: offsetsOf(view, timeZone),
  };
}
