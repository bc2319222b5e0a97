import { duration } from "../../support/quantity.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface ReportsLate extends TimedFault {
  readonly by: number;
}

/** Telemetry that is behind: what a policy sees is how things were. */
export const reportsLate = defineFault<ReportsLate>({
  kind: "reports-late",
  doc: "Reports of the victims arrive later by a set time while it lasts.",
  breaks: ["reports-tell-the-truth"],
  config: timedFaultWith({
    by: duration().prefault("1h").describe("How much later. Default 1h, assumed."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "reports-late",
      effect: "reports-late",
      amount: config.by,
    }),
});
