import { share } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface ReportsLost extends TimedFault {
  readonly probability: number;
}

/** Telemetry that does not arrive: silence, which is neither success nor failure. */
export const reportsLost = defineFault<ReportsLost>({
  kind: "reports-lost",
  doc: "Reports of the victims are lost with a probability while it lasts.",
  config: timedFaultWith({
    probability: share()
      .prefault("50%")
      .describe("Probability that a report is lost. Default 50%, assumed."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "reports-lost",
      effect: "reports-lost",
      amount: config.probability,
    }),
});
