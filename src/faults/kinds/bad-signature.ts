import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

/** A payload signed with a key that hosts do not trust, or damaged on the way. */
export const badSignature = defineFault<TimedFault>({
  kind: "bad-signature",
  doc: "Nothing that the victims have downloaded while it lasts verifies: it is not installed, and the host says so.",
  config: timedFaultWith({ ...releaseSetting }),
  plan: (config, site, index) =>
    timedEffects(config, site, { index, kind: "bad-signature", effect: "install-fails" }),
});
