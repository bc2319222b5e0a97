import { z } from "zod";
import { duration } from "../../support/quantity.js";
import { names } from "../../support/reference.js";
import { defineFault } from "../fault.js";
import { timedEffects, type TimedFault, timingSettings } from "../timing.js";

/** A failure domain that fails as one: what spread over zones is for. */
export const zoneOutage = defineFault<TimedFault>({
  kind: "zone-outage",
  doc: "Every host of the zones loses power at once, and all of them boot together when it is back.",
  config: z.strictObject({
    ...timingSettings,
    for: duration().describe("How long it lasts."),
    zones: names("zone").describe("Zones that lose power."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "zone-outage", effect: "power-loss" }),
});
