import { defineFault } from "../fault.js";
import { timedEffects, timedFault, type TimedFault } from "../timing.js";

/** A daemon that dies; by default systemd starts it again after the 2 s of docker.service's RestartSec. */
export const runtimeCrash = defineFault<TimedFault>({
  kind: "runtime-crash",
  doc: "The container daemon of the victims dies and cannot run while it lasts; without live-restore its containers die with it. Nothing happens to rkt, which has no daemon.",
  config: timedFault({ for: "2s" }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "runtime-crash", effect: "runtime-crash" }),
});
