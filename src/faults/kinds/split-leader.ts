import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** Two coordinators that both believe to be the only one. */
export const splitLeader = defineFault<TimedFault>({
  kind: "split-leader",
  doc: "The reboot lock of the groups of the victims is granted twice over while it lasts.",
  breaks: ["lock-within-maximum", "planned-down-within-maximum", "next-waits-for-well"],
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "split-leader", effect: "split-leader" }),
});
