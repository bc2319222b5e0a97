import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** The unit that says "good" fails: reboots use up the trial boots of a good image. */
export const neverMarkedGood = defineFault<TimedFault>({
  kind: "never-marked-good",
  doc: "The victims never mark a new image good while it lasts.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "never-marked-good", effect: "never-marked-good" }),
});
