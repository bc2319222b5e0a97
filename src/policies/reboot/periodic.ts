import { z } from "zod";
import type { DrainRule } from "../../fleet/control/policy-contract.js";
import { DAY, HOUR, MINUTE } from "../../support/time.js";
import { acceptsWindows } from "../../systems/zincati/strategy.js";
import { openWeek, splitSpan, type WeeklySpan } from "../../systems/zincati/weekly.js";
import { drainRule, type GatesSet, OPEN_GATE, setGatesOnce } from "../gate-settings.js";
import { definePart } from "../part.js";
import { timeZone } from "../time-zone.js";
import { openTimes } from "../weekly-windows.js";
import { dayNumber, type WeeklyWindow, windowSetting } from "../window-schema.js";
import { loggedIn, meanRefresh, userSessions } from "../zincati-agent.js";

interface Periodic {
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly loggedIn: number;
  readonly drain: DrainRule;
}

const window = windowSetting().refine(
  (window) => window.length % MINUTE === 0 && acceptsWindows(spansOf([window]) ?? []),
  { error: "expected a length of whole minutes, from 1m to 7d" },
);

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
      windows: openTimes(view, windows, zone, (some) => openWeek(spansOf(some) ?? [])),
      openingSpread: meanRefresh(),
      sessions: userSessions(share),
      drain,
    })),
});

/** The spans of windows; undefined where Zincati refuses one of them. */
function spansOf(windows: readonly WeeklyWindow[]): readonly WeeklySpan[] | undefined {
  const spans: WeeklySpan[] = [];
  for (const { days, start, length } of windows) {
    const [hour, minute] = [Math.floor((start % DAY) / HOUR), Math.floor((start % HOUR) / MINUTE)];
    for (const day of days) {
      const parts = splitSpan(dayNumber(day), hour, minute, length);
      if (parts === undefined) return undefined;
      spans.push(...parts);
    }
  }
  return spans;
}
