import { defineFault } from "../fault.js";
import { momentaryFault, timedEffects, type Timing } from "../timing.js";
import type { Victims } from "../victims.js";

/** A lock service that loses its data, as an etcd restored from yesterday does: holders go on, and others are let in. */
export const lockForgets = defineFault<Timing & Victims>({
  kind: "lock-forgets",
  doc: "The reboot lock forgets the victims that hold it; they do not learn of it.",
  breaks: ["planned-down-within-maximum", "next-waits-for-well"],
  config: momentaryFault(),
  plan: (config, site, index) =>
    timedEffects({ ...config, for: 0 }, site, {
      index,
      kind: "lock-forgets",
      effect: "lock-forgets",
    }),
});
