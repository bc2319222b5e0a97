import { z } from "zod";
import { intervalSchema as interval } from "./interval-schema.js";

const numbers = z.array(z.number());

/** Until when a halt of a bad release still helps, as `summary.json` has it. */
export const noReturnSchema = z.object({
  policy: z.string(),
  release: z.string().describe("The release that is halted."),
  output: z.string().describe("The metric that measures the harm."),
  harmed: z.number().describe("Replications in which the release does harm; only these count."),
  replications: z.number(),
  unit: z.string().describe("Of the metric."),
  harm: z.number().describe("Mean over those replications where nobody halts."),
  halts: z.array(
    z.object({
      after: z.number().describe("From the first host that took the release to the halt [ms]."),
      bad: z.number().describe("Replications with a bad end."),
      of: z.number(),
      interval: interval.describe("Of the probability of a bad end."),
      harm: z.number().describe("Mean harm."),
    }),
  ),
  latest: numbers.describe(
    "Latest halts that averted a bad end, one a replication, ascending [ms after the first host took the release].",
  ),
  interval: interval
    .nullable()
    .describe("Of the median of `latest`; null where there are too few."),
});
