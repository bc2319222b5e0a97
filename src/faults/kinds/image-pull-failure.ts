import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** The registry is away: what runs goes on, what moves cannot start. */
export const imagePullFailure = defineFault<TimedFault>({
  kind: "image-pull-failure",
  doc: "Containers that move to the victims cannot pull their image while it lasts, and wait for it.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "image-pull-failure", effect: "no-pull" }),
});
