import { z } from "zod";
import { duration, share } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { onsets, type Timing, timingSettings } from "../timing.js";

interface UpdateServerOverload extends Timing {
  readonly for: number;
  readonly left: number;
}

/** An update server with a share of what it had: somebody else's release day. */
export const updateServerOverload = defineFault<UpdateServerOverload>({
  kind: "update-server-overload",
  doc: "The update server has only a share of its bandwidth and of the downloads it serves at once while it lasts.",
  config: z.strictObject({
    ...timingSettings,
    for: duration().describe("How long it lasts."),
    left: share()
      .refine((left) => left > 0, { error: "expected a share above 0%" })
      .prefault("10%")
      .describe("Share of its capacity that is left, above 0%. Default 10%, assumed."),
  }),
  plan: (config, site) =>
    onsets(config, site.horizon).map((from) => ({
      kind: "server-slow",
      from,
      until: from + config.for,
      who: [],
      amount: config.left,
      label: config.name ?? "update-server-overload",
    })),
});
