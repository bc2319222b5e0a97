import { duration } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { releaseSetting, timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface MemoryLeak extends TimedFault {
  readonly after: number;
}

/** A new version that uses up its memory: well at first, and down some hours after every boot. */
export const memoryLeak = defineFault<MemoryLeak>({
  kind: "memory-leak",
  doc: "The victims crash a set time after each boot while it lasts.",
  config: timedFaultWith({
    after: duration().prefault("6h").describe("From the boot to the crash. Default 6h, assumed."),
    ...releaseSetting,
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "memory-leak",
      effect: "crash-after-boot",
      amount: config.after,
    }),
});
