import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** The file system that packages, deployments and images share is full; a slot of its own is not touched. */
export const diskFull = defineFault<TimedFault>({
  kind: "disk-full",
  doc: "Packages stop half installed, an ostree deployment fails, images cannot be pulled; hosts with slots of their own update all the same.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "disk-full", effect: "disk-full" }),
});
