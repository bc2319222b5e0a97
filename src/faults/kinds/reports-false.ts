import { z } from "zod";
import { ReportStatus } from "../../fleet/state/phases.js";
import { defineFault } from "../fault.js";
import { timedEffects, timedFaultWith, type TimedFault } from "../timing.js";

interface ReportsFalse extends TimedFault {
  readonly says: "good" | "failed";
}

/** Telemetry that lies: a probe that says "good" by default, an alarm that is none. */
export const reportsFalse = defineFault<ReportsFalse>({
  kind: "reports-false",
  doc: "The victims report the end of an update as a success, or as a failure, whatever it was.",
  breaks: ["reports-tell-the-truth", "halts-have-a-cause"],
  config: timedFaultWith({
    says: z.enum(["good", "failed"]).default("good").describe("What they say."),
  }),
  plan: (config, site, index) =>
    timedEffects(config, site, {
      index,
      kind: "reports-false",
      effect: "reports-false",
      amount: config.says === "good" ? ReportStatus.Good : ReportStatus.Failed,
    }),
});
