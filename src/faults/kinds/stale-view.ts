import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** A cache that is not refreshed, a partition between the report service and who reads it. */
export const staleView = defineFault<TimedFault>({
  kind: "stale-view",
  doc: "Reports of the victims are seen only when it is over: a policy decides on how things were at its beginning.",
  breaks: ["reports-tell-the-truth"],
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "stale-view", effect: "reports-held" }),
});
