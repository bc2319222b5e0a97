import { z } from "zod";
import { parseDuration } from "../support/duration-text.js";
import { shown } from "../support/quantity.js";
import { DAY, type Time, WEEK } from "../support/time.js";
import { parseTimeOfDay } from "../systems/kured/window.js";
import { parseGoDuration } from "../systems/locksmith/go-duration.js";
import { timeZone, zoneName } from "./time-zone.js";

/**
 * The one grammar of windows, whatever system they are of: days, a start, and a length or an end. How a system reads what is at the
 * edges (the instant of the end, a day after midnight) is its own.
 */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** A day of the week. */
export type Day = (typeof DAYS)[number];

const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Opens on each of `days` at `start` [ms after local midnight] for `length` [ms], above 0 and at most a week. */
export interface WeeklyWindow {
  readonly days: readonly Day[];
  readonly start: Time;
  readonly length: Time;
  /** IANA name; left out: that of the part. */
  readonly timeZone?: string | undefined;
}

/** Number of a day, Monday 0. */
export function dayNumber(day: Day): number {
  return DAYS.indexOf(day);
}

/** `mo`, `mon`, `monday` in any case, or kured's `0` to `6` from Sunday, as a number, Monday 0; -1 when it is no day. */
function parseDay(word: string): number {
  if (/^[0-6]$/.test(word)) return (Number(word) + 6) % 7;
  return NAMES.findIndex((name) =>
    [2, 3, name.length].some((size) => name.slice(0, size) === word),
  );
}

/** Days as `mon,tue`, `mo-fri` or `sat-mon`; undefined when something is no day. */
export function parseDays(text: string): readonly number[] | undefined {
  const days = new Set<number>();
  for (const word of text
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())) {
    if (word === "") continue;
    const ends = word.split("-").map((part) => parseDay(part.trim()));
    if (ends.length > 2 || ends.includes(-1)) return undefined;
    const [from, until] = [ends[0]!, ends.at(-1)!];
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === until) break;
    }
  }
  return days.size === 0 ? undefined : [...days].toSorted((a, b) => a - b);
}

/** `04:00`, `9pm` or `Thu 04:00`: the time, and the day where one is named. */
function parseStart(text: string): { readonly time: Time; readonly day?: number } | undefined {
  const words = text.trim().split(/\s+/);
  const time = parseTimeOfDay(words.at(-1)!);
  if (time === undefined || words.length > 2) return undefined;
  if (words.length === 1) return { time };
  const day = parseDay(words[0]!.toLowerCase());
  return day < 0 ? undefined : { time, day };
}

/** `8h` as everywhere, and `1h30m` as Go writes it. */
function parseLength(text: string): Time | undefined {
  const length = parseDuration(text) ?? parseGoDuration(text);
  return length === undefined ? undefined : Math.floor(length);
}

function text(expected: string, reads: (text: string) => boolean) {
  const error = ({ input }: { readonly input?: unknown }) =>
    `expected ${expected}, got ${shown(input)}`;
  return z.string({ error }).refine(reads, { error });
}

const days = () => {
  const expected = "days such as mon,tue or 1,2";
  const written = text(expected, (value) => parseDays(value) !== undefined);
  const error = ({ input }: { readonly input?: unknown }) =>
    `expected ${expected}, got ${shown(input)}`;
  return z.union([written, z.array(z.union([written, z.int().min(0).max(6)], { error })).min(1)], {
    error,
  });
};

const fields = z.strictObject({
  days: days()
    .optional()
    .describe(
      "Days on which it opens: a list as `[mon, tue]`, or text as `mo,tu` or `mon-fri`. Default: every day.",
    ),
  start: text(
    "a time of day such as 22:00, 9pm or 23:59:59",
    (value) => parseStart(value) !== undefined,
  )
    .default("0:00")
    .describe(
      "Local time of day at which it opens, as `22:30`, or with a day in place of `days`, as `Thu 22:30`. Default 0:00.",
    ),
  length: text("a length such as 8h, 90m or 1h30m", (value) => parseLength(value) !== undefined)
    .optional()
    .describe(
      "How long it stays open, up to 7d. Either this or `end`; default: the rest of the day.",
    ),
  end: text(
    "a time of day such as 22:00, 9pm or 23:59:59",
    (value) => parseTimeOfDay(value) !== undefined,
  )
    .optional()
    .describe(
      "Local time of day at which it closes, the next day where that is not after the start.",
    ),
  timeZone: zoneName()
    .optional()
    .describe(
      "IANA zone of these times, daylight saving included. Default: that of the part, or UTC.",
    ),
});

/** The setting of one window. @param wholeDay how long a day without an end is [ms]. */
export function windowSetting(wholeDay: Time = DAY) {
  return fields.transform((written, context): WeeklyWindow => {
    const start = parseStart(written.start)!;
    const { length, problem } = lengthOf(written, start.time, wholeDay);
    const named = start.day !== undefined && written.days !== undefined;
    const found = named ? "expected either `days` or a day in `start`, got both" : problem;
    if (found !== undefined) context.addIssue({ code: "custom", message: found, input: written });
    return {
      days: daysOf(written.days, start.day).map((day) => DAYS[day]!),
      start: start.time,
      length,
      timeZone: written.timeZone,
    };
  });
}

function lengthOf(
  { length, end }: { readonly length?: string | undefined; readonly end?: string | undefined },
  start: Time,
  wholeDay: Time,
): { readonly length: Time; readonly problem?: string } {
  if (length !== undefined && end !== undefined) {
    return { length: DAY, problem: "expected either `length` or `end`, got both" };
  }
  if (end !== undefined) {
    const until = parseTimeOfDay(end)!;
    const problem = `expected an end other than the start, or a length of 24h for a whole day, got ${shown(end)}`;
    return {
      length: until > start ? until - start : until - start + DAY,
      ...(until === start && { problem }),
    };
  }
  const open = length === undefined ? wholeDay - start : parseLength(length)!;
  const isFine = open > 0 && open <= WEEK;
  return { length: open, ...(!isFine && { problem: "expected a length above 0s, of at most 7d" }) };
}

function daysOf(
  written: string | readonly (string | number)[] | undefined,
  named: number | undefined,
): readonly number[] {
  if (named !== undefined) return [named];
  if (written === undefined) return DAYS.map((_, day) => day);
  return parseDays(typeof written === "string" ? written : written.join(","))!;
}

/** The setting of a list of windows. */
export const weeklyWindows = () => z.array(windowSetting());

/** The setting of the zone of all windows of a part that name none of their own. */
export const windowZone = () =>
  timeZone().describe(
    "IANA zone of windows that name none, daylight saving included. Default UTC.",
  );
