import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** A unit that says "good" before anything has been shown: the fallback is given away. */
export const markedGoodEarly = defineFault<TimedFault>({
  kind: "marked-good-early",
  doc: "The victims mark a new image good as soon as their userland is up, whatever their rule is.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "marked-good-early", effect: "marked-good-early" }),
});
