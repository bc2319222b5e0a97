import { count } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface LockHeld extends TimedFault {
  readonly slots: number;
}

/** A holder that has been scrapped with the lock in its hands. */
export const lockHeld = defineFault<LockHeld>({
  kind: "lock-held",
  doc: "Slots of the reboot lock of the groups of the victims are held by somebody else while it lasts.",
  breaks: ["rollout-goes-on"],
  config: timedFaultWith({ slots: count().default(1).describe("Slots that are held. Default 1.") }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "lock-held",
      effect: "lock-held",
      amount: config.slots,
    }),
});
