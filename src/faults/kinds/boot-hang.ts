import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** A boot that neither ends nor panics, on chosen hosts, whatever release they run. */
export const bootHang = defineFault<TimedFault>({
  kind: "boot-hang",
  doc: "Every boot of the victims hangs while it lasts; only a watchdog or a person gets them out of it.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "boot-hang", effect: "boot-hang" }),
});
