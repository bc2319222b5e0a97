import { defineFault } from "../fault.js";
import {
  factorSetting,
  releaseSetting,
  timedEffects,
  timedFaultWith,
  type TimedFault,
} from "../timing.js";

/** Firmware that counts its memory, a disk that is checked. */
export const slowBoot = defineFault<TimedFault & { readonly factor: number }>({
  kind: "slow-boot",
  doc: "Every stage of a boot of the victims takes several times as long while it lasts.",
  config: timedFaultWith({ ...factorSetting("a boot takes"), ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "slow-boot",
      effect: "slow-boot",
      amount: config.factor,
    }),
});
