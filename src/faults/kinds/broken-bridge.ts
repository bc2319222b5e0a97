import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** The bridge as a health of its own: a host can be up, marked good, and unable to start a container. */
export const brokenBridge = defineFault<TimedFault>({
  kind: "broken-bridge",
  doc: "The container bridge of the victims is gone while it lasts: no container can start, and running ones are out of reach.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "broken-bridge", effect: "bridge-broken" }),
});
