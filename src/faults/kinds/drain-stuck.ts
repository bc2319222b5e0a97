import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** A container that ignores its stop signal, a finalizer that nobody handles. */
export const drainStuck = defineFault<TimedFault>({
  kind: "drain-stuck",
  doc: "Containers of the victims that are told to stop do not, until it is over.",
  config: timedFault(),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "drain-stuck", effect: "drain-stuck" }),
});
