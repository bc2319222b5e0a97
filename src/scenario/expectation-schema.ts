/** `expect`: bounds on what comes out, which decide the exit code. */
import { z } from "zod";
import { share } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import {
  type Bound,
  metricName,
  readBounds,
  readFigure,
  selectorShape,
  type Statistic,
  writtenBound,
} from "./bound-schema.js";

/** A share that is neither none nor all. */
const partOf = () =>
  share().refine((value) => value > 0 && value < 1, {
    error: "expected a share above 0% and below 100%",
  });

/** Keys that say what of the replications is held against a bound; the mean where none is given. */
export const statisticShape = {
  quantile: partOf()
    .optional()
    .describe("Bounds this quantile over replications, as 95%, instead of the mean."),
  in: partOf()
    .optional()
    .describe("Bounds each replication, and at least this share of them has to keep to it."),
} as const;

/** Reads which statistic is meant. */
export function readStatistic(
  entry: { readonly quantile?: number | undefined; readonly in?: number | undefined },
  context: z.RefinementCtx,
): Statistic {
  if (entry.quantile !== undefined && entry.in !== undefined) {
    context.addIssue({
      code: "custom",
      path: ["in"],
      message: "expected either quantile or in, got both",
    });
  }
  if (entry.quantile !== undefined) return { kind: "quantile", quantile: entry.quantile };
  return entry.in === undefined ? { kind: "mean" } : { kind: "share", least: entry.in };
}

/** A bound that results have to keep to: on a figure under a policy, or on the difference between two policies. */
export interface Expectation extends Bound {
  readonly policy: string;
  /** Bounds the difference from this policy instead of the figure itself. */
  readonly over: string | undefined;
  readonly statistic: Statistic;
}

/** One entry of `expect`. */
const expectation = z
  .strictObject({
    metric: metricName().describe("What is bounded."),
    ...selectorShape,
    policy: nameOf("policy").describe("Under which policy."),
    over: nameOf("policy")
      .optional()
      .describe("Bounds the difference from this policy instead of the figure itself."),
    min: writtenBound()
      .optional()
      .describe(
        "Least mean over replications: a number in the metric's unit, a share, or a duration.",
      ),
    max: writtenBound().optional().describe("Greatest mean over replications."),
    ...statisticShape,
  })
  .transform((entry, context): Expectation => {
    const { metric, policy, over } = entry;
    const bound = readBounds(readFigure(metric, entry, context), entry, context);
    const statistic = readStatistic(entry, context);
    return { ...bound, policy, over, statistic };
  });

/** What is expected of the results. */
export const expectSchema = z.array(expectation);
