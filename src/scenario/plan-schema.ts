/** `plan`: a question of capacity: how much of something is needed, or how much can be had, for a requirement to be met. */
import { z } from "zod";
import { count, share, shown } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import {
  type Bound,
  expectedBound,
  metricName,
  readBound,
  readBounds,
  readFigure,
  selectorShape,
  writtenBound,
} from "./bound-schema.js";

/** Bounds on a metric, as a scenario writes them. */
export const limit = z
  .strictObject({
    metric: metricName().describe("What is bounded, in each replication."),
    ...selectorShape,
    min: writtenBound()
      .optional()
      .describe("Least value: in the metric's unit, a share or a duration."),
    max: writtenBound().optional().describe("Greatest value. 0 says that it must not happen."),
  })
  .transform((entry, context) =>
    readBounds(readFigure(entry.metric, entry, context), entry, context),
  );

/** Bounds on one figure, in its unit. */
export type Limit = Bound;

/** What a fleet has to do: bounds that hold together in a share of the replications, or bounds on a mean. */
export type Requirement =
  | { readonly kind: "chance"; readonly holds: readonly Bound[]; readonly least: number }
  | { readonly kind: "mean"; readonly limit: Bound };

const requirement = z
  .strictObject({
    holds: z.array(limit).min(1).optional().describe("Bounds that a replication has to keep."),
    in: share()
      .refine((value) => value > 0 && value < 1, {
        error: "expected a share above 0% and below 100%",
      })
      .optional()
      .describe("Least share of replications, of all there could be, that keep them, as 99%."),
    metric: metricName()
      .optional()
      .describe("What is bounded on average over replications, instead of holds and in."),
    min: writtenBound()
      .optional()
      .describe("Least mean: in the metric's unit, a share or a duration."),
    max: writtenBound().optional().describe("Greatest mean."),
  })
  .transform(({ holds, in: least, metric, min, max }, context): Requirement => {
    const refuse = (message: string): never => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    if (holds !== undefined && metric !== undefined) {
      return refuse("expected either holds or a metric, got both");
    }
    if (holds !== undefined) {
      if (min !== undefined || max !== undefined) {
        return refuse("expected min and max inside holds, got them beside it");
      }
      return least === undefined
        ? refuse("expected in (a share of the replications, as 99%) beside holds, got nothing")
        : { kind: "chance", holds, least };
    }
    if (metric === undefined) {
      return refuse(
        "expected a metric with min or max, or holds (a list of those) with in, got no metric",
      );
    }
    if (least !== undefined) return refuse("expected in beside holds, got it beside a metric");
    return { kind: "mean", limit: readBounds({ metric }, { min, max }, context) };
  });

const replications = z
  .strictObject({
    min: count(5)
      .max(100_000)
      .optional()
      .describe(
        "Fewest before a value may be judged. Default 5 where a share is required, 20 where a mean is.",
      ),
    max: count(5).max(1_000_000).default(20_000).describe("Most at a value. Default 20000."),
  })
  .refine(({ min = 5, max }) => min <= max, { error: "expected a min of at most the max" });

const question = z.strictObject({
  find: z
    .enum(["smallest", "largest"])
    .describe("Whether the smallest or the largest value is wanted that meets the requirement."),
  vary: z
    .string()
    .describe(
      "What is varied: a dotted path such as fleet.groups[web].hosts or policies[NAME].reboot.max; or spare[GROUP], hosts beyond those that its containers fill, or headroom[GROUP], the same as a share of the room they need.",
    ),
  from: writtenBound().describe(
    "Least value to try: a number, a share or a duration, as the path has.",
  ),
  to: writtenBound().describe("Greatest value to try."),
  step: writtenBound()
    .optional()
    .describe("From one value to the next. Default 1, or 1%; durations need one."),
  policy: nameOf("policy")
    .optional()
    .describe(
      "Under which policy. Default: the one whose settings are varied, else the first; knobs of other policies alone are refused.",
    ),
  require: requirement
    .optional()
    .describe(
      "What has to be met: `{ holds: [{ metric, max }], in: 99% }` or `{ metric, max }` on average. Constraints of the scenario's objective on other figures have to hold besides. Default: those constraints.",
    ),
  confidence: share()
    .refine((value) => value >= 0.5 && value < 1, {
      error: "expected a confidence of at least 50% and below 100%",
    })
    .prefault("95%")
    .describe("Probability that the answer is right. Default 95%."),
  indifference: writtenBound()
    .optional()
    .describe(
      "How near to its bound a figure may be judged either way: a share for `in`, or in the metric's unit. Default: none, so that a close call may take the most replications.",
    ),
  replications: replications.prefault({}).describe("How many there are at a value that is tried."),
});

/** The question of `shakedown plan`. What `vary` names is looked up by those who answer it. */
export const planSchema = question.transform((entry, context) => {
  const { indifference: written, require } = entry;
  if (require === undefined || written === undefined) {
    return { ...entry, indifference: written ?? null };
  }
  const unit = require.kind === "chance" ? "" : require.limit.unit;
  const indifference = readBound(written, unit);
  if (indifference === undefined || indifference <= 0) {
    const message = expectedIndifference(unit, written);
    context.addIssue({ code: "custom", path: ["indifference"], message });
  }
  return { ...entry, indifference: indifference ?? null };
});

/** What is wrong with an indifference. */
export function expectedIndifference(unit: string, written: number | string): string {
  return `expected ${expectedBound(unit)} above 0, got ${shown(written)}`;
}

/** A question of capacity, decoded. */
export type PlanRequest = z.output<typeof planSchema>;
