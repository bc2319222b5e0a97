import { z } from "zod";
import type { DistributionConfig } from "../../random/distribution.js";
import { durationDistribution } from "../../random/distribution-schema.js";
import { variateOf } from "../../random/variate-of.js";
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

interface PowerLoss extends MaybeBackground {
  readonly for: DistributionConfig;
}

const config = z
  .strictObject({
    ...timingSettings,
    from: timingSettings.from.optional(),
    for: durationDistribution().describe(
      "How long the power is away: a duration or a distribution, drawn anew each time.",
    ),
    rate: rateSetting,
    ...victimSettings,
  })
  .refine(hasOneClock, ONE_CLOCK)
  .refine(choosesOneWay, ONE_WAY);

/** Power that goes and comes back: the fault that catches an installation half done. */
export const powerLoss = defineFault<PowerLoss>({
  kind: "power-loss",
  doc: "The victims lose power and boot when it is back; what they were writing is interrupted.",
  config,
  plan: (config, site, index) => {
    const lasting = variateOf(config.for);
    return strikes(config, site, index).map(({ from, who, key: [entity, occurrence] }) => {
      const length = Math.round(lasting.at(site.draw("duration", entity, occurrence)));
      return {
        kind: "power-loss",
        from,
        until: from + length,
        who,
        label: config.name ?? "power-loss",
      };
    });
  },
});
