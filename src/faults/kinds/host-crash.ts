import { z } from "zod";
import { defineFault } from "../fault.js";
import {
  hasOneClock,
  type MaybeBackground,
  ONE_CLOCK,
  rateSetting,
  strikes,
} from "../background.js";
import { ONE_WAY, timingSettings } from "../timing.js";
import { choosesOneWay, victimSettings } from "../victims.js";

/** A reset out of the blue: a panic, a machine check, a stumbled hypervisor. */
export const hostCrash = defineFault<MaybeBackground>({
  kind: "host-crash",
  doc: "The victims reset at once and boot again; what they were writing is interrupted.",
  config: z
    .strictObject({
      ...timingSettings,
      from: timingSettings.from.optional(),
      rate: rateSetting,
      ...victimSettings,
    })
    .refine(hasOneClock, ONE_CLOCK)
    .refine(choosesOneWay, ONE_WAY),
  plan: (config, site, index) =>
    strikes(config, site, index).map(({ from, who }) => ({
      kind: "host-crash",
      from,
      until: from,
      who,
      label: config.name ?? "host-crash",
    })),
});
