import { z } from "zod";
import type { DrainRule } from "../../fleet/control.js";
import type { Time } from "../../support/time.js";
import {
  drainRule,
  type GatesSet,
  OPEN_GATE,
  openingSpread,
  setGatesOnce,
} from "../gate-settings.js";
import { definePart } from "../part.js";
import { openTimes, type WeeklyWindow, weeklyWindows } from "../weekly-windows.js";

interface Window {
  readonly windows: readonly WeeklyWindow[];
  readonly spread: Time;
  readonly drain: DrainRule;
}

/**
 * Zincati's strategy `periodic`: without a lock, hosts that wait all reboot when the window opens.
 *
 * @see coreos/zincati src/strategy/periodic.rs
 */
export const window = definePart<Window, GatesSet>({
  role: "reboot",
  name: "window",
  doc: "Hosts reboot inside times of the week, any number at once; what is ready earlier waits for the window to open.",
  config: z.strictObject({
    windows: weeklyWindows()
      .min(1)
      .prefault([{ start: "02:00", length: "2h" }])
      .describe(
        "Times of the week when a reboot may begin. Default: every day at 02:00 UTC for 2h.",
      ),
    spread: openingSpread(),
    drain: drainRule("none"),
  }),
  start: () => ({ done: false }),
  decide: (view, memory, { windows, spread, drain }) =>
    setGatesOnce(view, memory, () => ({
      ...OPEN_GATE,
      windows: openTimes(windows),
      openingSpread: spread,
      drain,
    })),
});
