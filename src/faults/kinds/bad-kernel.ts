import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** A kernel that panics at boot on chosen hosts, whatever release they run: hardware or firmware that stopped to agree with it. */
export const badKernel = defineFault<TimedFault>({
  kind: "bad-kernel",
  doc: "Every boot of the victims panics in the kernel while it lasts; hosts that are up stay up until they reboot.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "bad-kernel", effect: "kernel-panic" }),
});
