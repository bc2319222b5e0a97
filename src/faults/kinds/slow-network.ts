import { defineFault } from "../fault.js";
import { factorSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** A link that loses packets: nothing is cut, everything waits. */
export const slowNetwork = defineFault<TimedFault & { readonly factor: number }>({
  kind: "slow-network",
  doc: "Downloads, image pulls and reports of the victims take several times as long while it lasts.",
  breaks: ["reports-tell-the-truth"],
  config: timedFaultWith({ ...factorSetting("it takes") }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "slow-network",
      effect: "slow-link",
      amount: config.factor,
    }),
});
