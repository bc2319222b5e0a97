import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** The unit that says "good" fails: reboots use up the trial boots of a good image. */
export const neverMarkedGood = defineFault<TimedFault>({
  kind: "never-marked-good",
  doc: "The victims never mark a new image good while it lasts.",
  // An update that follows overwrites the proven slot: that the running one could not be marked is known to nobody.
  breaks: ["reboot-has-fallback", "trials-end"],
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "never-marked-good", effect: "never-marked-good" }),
});
