import { z } from "zod";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface ReportsRepeated extends TimedFault {
  readonly times: number;
}

/** At-least-once delivery: one host counts for several. */
export const reportsRepeated = defineFault<ReportsRepeated>({
  kind: "reports-repeated",
  doc: "Every report of the victims arrives several times while it lasts.",
  breaks: ["reports-tell-the-truth"],
  config: timedFaultWith({
    times: z
      .int()
      .min(1)
      .max(100)
      .default(1)
      .describe("How often more each report arrives, 1 to 100. Default 1."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "reports-repeated",
      effect: "reports-repeated",
      amount: config.times,
    }),
});
