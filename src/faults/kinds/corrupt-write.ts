import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** Writes that are acknowledged and wrong: flash at its end, a controller without its battery. */
export const corruptWrite = defineFault<TimedFault>({
  kind: "corrupt-write",
  doc: "What the victims install while it lasts is torn: a slot panics at every boot, packages are half-configured.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "corrupt-write", effect: "corrupt-write" }),
});
