import { z } from "zod";
import type { DrainRule } from "../../fleet/control/policy-contract.js";
import { duration, durationOrNever, share } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import {
  drainRule,
  type GatesSet,
  OPEN_GATE,
  openingSpread,
  setGatesOnce,
} from "../gate-settings.js";
import { definePart } from "../part.js";
import { openTimes } from "../weekly-windows.js";
import { type WeeklyWindow, weeklyWindows, windowZone } from "../window-schema.js";

interface Immediate {
  readonly delay: Time;
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly spread: Time;
  readonly locked: number;
  readonly lockedFor: Time;
  readonly drain: DrainRule;
}

/** Locksmith's strategy `reboot`, Zincati's `immediate`. */
export const immediate = definePart<Immediate, GatesSet>({
  role: "reboot",
  name: "immediate",
  doc: "Every host reboots as soon as its update is ready, whatever the others do.",
  config: z.strictObject({
    delay: duration()
      .prefault("0s")
      .describe("Wait between the update being ready and the reboot. Default 0s."),
    windows: weeklyWindows()
      .default([])
      .describe("Times of the week when a reboot may begin. Default: always."),
    timeZone: windowZone(),
    spread: openingSpread(),
    locked: share()
      .prefault("0%")
      .describe(
        "Share of reboots that an application or a user on the host holds up (balena's update lock). Default 0%.",
      ),
    lockedFor: durationOrNever()
      .prefault("never")
      .describe("How long it is held up until somebody overrides it. Default never."),
    drain: drainRule("none"),
  }),
  start: () => ({ done: false }),
  decide: (view, memory, { delay, windows, timeZone, spread, locked, lockedFor, drain }) =>
    setGatesOnce(view, memory, () => ({
      ...OPEN_GATE,
      delay,
      windows: openTimes(view, windows, timeZone),
      openingSpread: spread,
      sessions: { share: locked, wait: lockedFor },
      drain,
    })),
});
