import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** A boot that neither ends nor panics, on chosen hosts. */
export const bootHang = defineFault<TimedFault>({
  kind: "boot-hang",
  doc: "Every boot of the victims hangs while it lasts; only a watchdog or a person gets them out of it.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "boot-hang", effect: "boot-hang" }),
});
