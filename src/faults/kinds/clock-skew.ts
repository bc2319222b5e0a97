import { z } from "zod";
import { duration } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface ClockSkew extends TimedFault {
  readonly by: number;
  readonly direction: "ahead" | "behind";
}

/** Clocks that are wrong: windows open when nobody expects it. */
export const clockSkew = defineFault<ClockSkew>({
  kind: "clock-skew",
  doc: "The clocks of the victims are wrong while it lasts: their reboot windows and daily checks come too early or too late.",
  config: timedFaultWith({
    by: duration().prefault("1h").describe("How wrong. Default 1h: a time zone or DST missed."),
    direction: z.enum(["ahead", "behind"]).default("ahead").describe("Ahead, or behind."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "clock-skew",
      effect: "clock-skew",
      amount: config.direction === "ahead" ? config.by : -config.by,
    }),
});
