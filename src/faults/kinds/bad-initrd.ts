import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** An initial ramdisk that does not find its root file system waits in an emergency shell: nobody resets it. */
export const badInitrd = defineFault<TimedFault>({
  kind: "bad-initrd",
  doc: "Every boot of the victims ends in the emergency shell of the initial ramdisk while it lasts: like a hang, only a watchdog or a person ends it.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "bad-initrd", effect: "boot-hang" }),
});
