import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** A disruption budget that allows nothing, or an API server that does not answer. */
export const evictionsRefused = defineFault<TimedFault>({
  kind: "evictions-refused",
  doc: "No container is evicted from the victims while it lasts.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "evictions-refused", effect: "evictions-refused" }),
});
