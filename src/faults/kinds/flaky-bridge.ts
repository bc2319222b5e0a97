import { share } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface FlakyBridge extends TimedFault {
  readonly probability: number;
}

/** A bridge that is missing for some starts: CoreOS 1235.8.0 had about one in ten. */
export const flakyBridge = defineFault<FlakyBridge>({
  kind: "flaky-bridge",
  doc: "Some starts of containers on the victims find no bridge and fail while it lasts; they are tried again.",
  config: timedFaultWith({
    probability: share()
      .prefault("10%")
      .describe("Probability that a start fails. Default 10%, as with CoreOS 1235.8.0."),
    ...releaseSetting,
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "flaky-bridge",
      effect: "flaky-bridge",
      amount: config.probability,
    }),
});
