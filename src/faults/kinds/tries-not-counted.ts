import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** A loader that cannot write its state, as U-Boot on a read-only medium: every trial boot is the first. */
export const triesNotCounted = defineFault<TimedFault>({
  kind: "tries-not-counted",
  doc: "The loader of the victims loses what it writes while it lasts: trial boots are not counted, and a bad image is tried for ever.",
  breaks: ["trial-boots-counted"],
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "tries-not-counted", effect: "loader-writes-lost" }),
});
