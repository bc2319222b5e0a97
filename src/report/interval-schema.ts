import { z } from "zod";

/** An interval as `summary.json` has it. */
export const intervalSchema = z
  .object({
    low: z.number(),
    high: z.number(),
    method: z
      .enum([
        "Student-t",
        "BCa bootstrap",
        "Wilson",
        "Clopper–Pearson",
        "rule of three",
        "order statistics",
        "batch means",
        "log-normal",
      ])
      .describe("How it was made; docs/statistics.md says which stands behind which figure."),
  })
  .describe("A 95 % interval in the unit of the figure.");
