import { defineFault } from "../fault.js";
import { momentaryFault, timedEffects, type Timing } from "../timing.js";
import type { Victims } from "../victims.js";

/** A loader that has lost its environment with the power, and boots what it finds first. */
export const wrongSlot = defineFault<Timing & Victims>({
  kind: "wrong-slot",
  doc: "The victims lose power for a moment and boot their other slot, if that holds anything.",
  breaks: ["reports-tell-the-truth"],
  config: momentaryFault(),
  plan: (config, site, index) =>
    timedEffects({ ...config, for: 0 }, site, { index, kind: "wrong-slot", effect: "wrong-slot" }),
});
