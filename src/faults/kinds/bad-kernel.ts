import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** A kernel that panics at boot on chosen hosts: hardware or firmware that stopped to agree with it, or with some releases only. */
export const badKernel = defineFault<TimedFault>({
  kind: "bad-kernel",
  doc: "Every boot of the victims panics in the kernel while it lasts; hosts that are up stay up until they reboot.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "bad-kernel", effect: "kernel-panic" }),
});
