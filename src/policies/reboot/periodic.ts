import { z } from "zod";
import type { DrainRule } from "../../fleet/control.js";
import { duration, timeOfDay } from "../../support/quantity.js";
import { DAY, HOUR, MINUTE, type Time } from "../../support/time.js";
import { acceptsWindows } from "../../systems/zincati/strategy.js";
import {
  openWeek,
  parseWeekday,
  splitSpan,
  type WeeklySpan,
} from "../../systems/zincati/weekly.js";
import { drainRule, type GatesSet, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";
import { offsetsOf, timeZone } from "../time-zone.js";
import { loggedIn, meanRefresh, userSessions } from "../zincati-agent.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

interface Window {
  readonly days: readonly string[];
  readonly start: Time;
  readonly length: Time;
}

interface Periodic {
  readonly windows: readonly Window[];
  readonly timeZone: string;
  readonly loggedIn: number;
  readonly drain: DrainRule;
}

const window = z
  .strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .default([...DAYS])
      .describe("Days on which it opens. Default: every day."),
    start: timeOfDay().describe("Local time of day at which it opens, as `22:30`."),
    length: duration().describe(
      "How long it stays open, in whole minutes up to 7d; the minute in which it ends is inside.",
    ),
  })
  .refine((written) => written.length % MINUTE === 0 && acceptsWindows(spansOf([written]) ?? []), {
    error: "expected a length of whole minutes, from 1m to 7d",
  });

const config = z.strictObject({
  windows: z
    .array(window)
    .min(1)
    .prefault([
      { days: ["sat", "sun"], start: "23:30", length: "60m" },
      { days: ["wed"], start: "01:00", length: "30m" },
    ])
    .describe(
      "Times of the week when a reboot may begin. Default: Saturday and Sunday at 23:30 for 60m and Wednesday at 01:00 for 30m, the example of Zincati's documentation.",
    ),
  timeZone: timeZone().describe(
    "IANA zone of the windows. Default UTC (updates.periodic.time_zone).",
  ),
  loggedIn: loggedIn(),
  drain: drainRule("none"),
});

/**
 * Zincati's strategy `periodic`: without a lock, hosts that wait all reboot within minutes of the opening. Where the clocks change
 * inside a window it is longer or shorter by that.
 *
 * @see coreos/zincati src/strategy/periodic.rs, src/weekly/mod.rs
 */
export const periodic = definePart<Periodic, GatesSet>({
  role: "reboot",
  name: "periodic",
  doc: "Hosts reboot inside times of the week, any number at once; what is ready earlier waits for the window, and each host finds it open within its next 5 min.",
  config,
  start: () => ({ done: false }),
  decide: (view, memory, { windows, timeZone: zone, loggedIn: share, drain }) =>
    setGatesOnce(view, memory, () => ({
      ...OPEN_GATE,
      windows: { week: openWeek(spansOf(windows) ?? []), offsets: offsetsOf(view, zone) },
      openingSpread: meanRefresh(),
      sessions: userSessions(share),
      drain,
    })),
});

/** The spans of windows; undefined where Zincati refuses one of them. */
function spansOf(windows: readonly Window[]): readonly WeeklySpan[] | undefined {
  const spans: WeeklySpan[] = [];
  for (const { days, start, length } of windows) {
    const [hour, minute] = [Math.floor((start % DAY) / HOUR), Math.floor((start % HOUR) / MINUTE)];
    for (const day of days) {
      const parts = splitSpan(parseWeekday(day)!, hour, minute, length);
      if (parts === undefined) return undefined;
      spans.push(...parts);
    }
  }
  return spans;
}
