import { z } from "zod";
import type { Link } from "../../fleet/effects/effects.js";
import { defineFault } from "../fault.js";
import { ONE_WAY, timedEffects, type TimedFault, timingSettings } from "../timing.js";
import { choosesOneWay, victimSettings } from "../victims.js";
import { duration } from "../../support/quantity.js";

const LINKS = ["update-server", "lock", "reports", "clients"] as const satisfies readonly Link[];

interface NetworkPartition extends TimedFault {
  readonly cuts: readonly Link[];
}

const config = z
  .strictObject({
    ...timingSettings,
    for: duration().describe("How long it lasts."),
    cuts: z
      .array(z.enum(LINKS))
      .min(1)
      .default([...LINKS])
      .describe("Links that are cut: update-server, lock, reports, clients. Default: all of them."),
    ...victimSettings,
  })
  .refine(choosesOneWay, ONE_WAY);

/** Hosts that are well and cannot be reached: the case in which silence must not be taken for failure, nor for success. */
export const networkPartition = defineFault<NetworkPartition>({
  kind: "network-partition",
  doc: "The chosen links of the victims are cut while it lasts; the hosts themselves go on.",
  config,
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "network-partition", effect: "cut" }).map(
      (effect) => ({
        ...effect,
        links: LINKS.filter((link) => config.cuts.includes(link)),
      }),
    ),
});
