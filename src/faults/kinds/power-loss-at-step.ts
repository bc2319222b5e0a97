import { z } from "zod";
import { UPDATE_STEPS, type UpdateStep } from "../../fleet/effects/effects.js";
import { duration } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface PowerLossAtStep extends TimedFault {
  readonly step: UpdateStep;
  readonly off: number;
}

/** The adversary of timing: power that goes in the worst moment, between any two steps of an update. */
export const powerLossAtStep = defineFault<PowerLossAtStep>({
  kind: "power-loss-at-step",
  doc: "The victims lose power each time they reach a step of an update while it lasts.",
  config: timedFaultWith({
    step: z
      .enum(UPDATE_STEPS)
      .describe("The step; power goes 100 ms after it is reached, that is in the middle of it."),
    off: duration().prefault("1m").describe("How long the power is away. Default 1m, assumed."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "power-loss-at-step",
      effect: "power-loss-at-step",
      amount: config.off,
      step: config.step,
    }),
});
