import { defineFault } from "../fault.js";
import { momentaryFault, timedEffects, type Timing } from "../timing.js";
import type { Victims } from "../victims.js";

/** Bits that rot where nobody reads: found out when the fallback is needed. With a bad image in the other slot, both are bad. */
export const slotRot = defineFault<Timing & Victims>({
  kind: "slot-rot",
  doc: "The slot that the victims do not run no longer boots, until an update is written to it.",
  config: momentaryFault(),
  plan: (config, site, index) =>
    timedEffects({ ...config, for: 0 }, site, { index, kind: "slot-rot", effect: "slot-rot" }),
});
