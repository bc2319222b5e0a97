import { defineFault } from "../fault.js";
import { momentaryFault, timedEffects, type Timing } from "../timing.js";
import type { Victims } from "../victims.js";

/** A restarted network daemon that drops the routes of containers and hosts (Datadog 2023); what runs goes on and cannot be reached. */
export const routesLost = defineFault<Timing & Victims>({
  kind: "routes-lost",
  doc: "The victims lose their routes: nobody reaches them and they reach nobody until they boot again.",
  config: momentaryFault(),
  plan: (config, site, index) =>
    timedEffects({ ...config, for: 0 }, site, {
      index,
      kind: "routes-lost",
      effect: "routes-lost",
    }),
});
