import { defineFault } from "../fault.js";
import {
  factorSetting,
  releaseSetting,
  timedEffects,
  timedFaultWith,
  type TimedFault,
} from "../timing.js";

/** Thundering restarts, cold caches, a scheduler that is behind. */
export const slowStart = defineFault<TimedFault & { readonly factor: number }>({
  kind: "slow-start",
  doc: "Containers of the victims take several times as long to start while it lasts.",
  config: timedFaultWith({ ...factorSetting("a start takes"), ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "slow-start",
      effect: "slow-start",
      amount: config.factor,
    }),
});
