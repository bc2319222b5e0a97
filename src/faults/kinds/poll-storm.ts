import { defineFault } from "../fault.js";
import { momentaryFault, timedEffects, type Timing } from "../timing.js";
import type { Victims } from "../victims.js";

/** Agents that wake together: after a push, or when the server has been away. */
export const pollStorm = defineFault<Timing & Victims>({
  kind: "poll-storm",
  doc: "Every victim checks for updates at once.",
  config: momentaryFault(),
  plan: (config, site, index) =>
    timedEffects({ ...config, for: 0 }, site, { index, kind: "poll-storm", effect: "poll-storm" }),
});
