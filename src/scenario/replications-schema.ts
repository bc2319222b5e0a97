/** `replications`: how many runs, or the rule by which there are enough of them. */
import { z } from "zod";
import { metricOutputs } from "../metrics/index.js";
import { count, share, shown } from "../support/quantity.js";
import { expectedBound, readBound } from "./bound-schema.js";

/** Replications that a scenario can ask for at most. */
const MOST = 1_000_000;

const metric = z.enum(metricOutputs.map(({ name }) => name));

const best = z
  .strictObject({
    metric: metric.optional().describe("What the best has least, or most, of. Default: downtime."),
    indifference: z
      .union([z.number(), z.string()])
      .describe("Smallest difference worth telling, in the metric's unit, above 0."),
    confidence: share()
      .refine((value) => value >= 0.5 && value < 1, {
        error: "expected a confidence of at least 50% and below 100%",
      })
      .prefault("95%")
      .describe("Probability of choosing the best. Default 95%."),
  })
  .transform((entry, context) => {
    const { indifference: written, confidence } = entry;
    const unit = unitOf(entry.metric ?? "container-downtime");
    const indifference = readBound(written, unit);
    if (indifference === undefined || indifference <= 0) {
      const message = `expected ${expectedBound(unit)} above 0, got ${shown(written)}`;
      context.addIssue({ code: "custom", path: ["indifference"], message });
    }
    return { metric: entry.metric, indifference: indifference ?? 1, confidence };
  });

function unitOf(name: string): string {
  return metricOutputs.find((output) => output.name === name)!.unit;
}

const rule = z
  .strictObject({
    relativeHalfWidth: share()
      .refine((value) => value > 0, { error: "expected a share above 0%" })
      .optional()
      .describe("Runs until intervals are this narrow: half the width as a share of the mean."),
    metric: z
      .union([metric.transform((name) => [name]), z.array(metric).min(1)])
      .optional()
      .describe("The metrics whose intervals have to be narrow. Default: downtime."),
    best: best
      .optional()
      .describe("Runs until the best policy is chosen, with the probability asked for."),
    min: count(2).max(MOST).default(10).describe("Fewest replications. Default 10."),
    max: count(2).max(MOST).default(2_000).describe("Most replications. Default 2000."),
  })
  .transform((entry, context) => {
    const { relativeHalfWidth, best: chosen, min, max } = entry;
    if (relativeHalfWidth === undefined && chosen === undefined) {
      context.addIssue({
        code: "custom",
        message: "expected relativeHalfWidth or best, got neither",
      });
    }
    if (entry.metric !== undefined && relativeHalfWidth === undefined) {
      const message = `expected a relativeHalfWidth for it, got ${shown(entry.metric)} alone`;
      context.addIssue({ code: "custom", path: ["metric"], message });
    }
    if (min > max) {
      const message = `expected at least the min of ${min}, got ${max}`;
      context.addIssue({ code: "custom", path: ["max"], message });
    }
    return { relativeHalfWidth, metrics: entry.metric, best: chosen, min, max };
  });

/** Runs with luck of their own, per policy: a number of them, or a rule that says when to stop. */
export const replicationsSchema = z.union([count().max(MOST), rule]);

/** When there are enough replications. */
export type StoppingRule = z.output<typeof rule>;
