import { z } from "zod";
import type { Time } from "../../support/time.js";
import { duration } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { onsets, type Timing, timingSettings } from "../timing.js";

interface UpdateServerOutage extends Timing {
  readonly for: Time;
}

/** The update server goes away for everybody; it strikes no host. */
export const updateServerOutage = defineFault<UpdateServerOutage>({
  kind: "update-server-outage",
  doc: "The update server answers nobody while it lasts: checks fail and downloads stop.",
  config: z.strictObject({ ...timingSettings, for: duration().describe("How long it lasts.") }),
  plan: (config, site) =>
    onsets(config, site.horizon).map((from) => ({
      kind: "server-down",
      from,
      until: from + config.for,
      who: [],
      label: config.name ?? "update-server-outage",
    })),
});
