/** `tune`: knobs of a scenario that are searched for the best values, what is best, and what has to hold. */
import { z } from "zod";
import { metricOutputs } from "../metrics/index.js";
import { count, share } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import { readBound } from "./bound-schema.js";
import { expectedIndifference, limit } from "./plan-schema.js";
import { factor } from "./sweep-schema.js";

const outputOf = (metric: string) => metricOutputs.find(({ name }) => name === metric);

const objective = z
  .strictObject({
    metric: z.enum(metricOutputs.map(({ name }) => name)).describe("What is measured."),
    goal: z
      .enum(["min", "max"])
      .optional()
      .describe("Whether little or much of it is wanted. Default: as the metric says."),
    weight: z
      .number()
      .nonnegative()
      .optional()
      .describe(
        "What one unit of it counts for in the recommendation. Default: 1 for the first objective, 0 for the others, which then only make the front.",
      ),
  })
  .transform((entry, context) => {
    const { unit = "", better = "neither" } = outputOf(entry.metric) ?? {};
    const natural = better === "neither" ? undefined : better === "lower" ? "min" : "max";
    const goal = entry.goal ?? natural;
    if (goal !== undefined) return { ...entry, unit, goal };
    context.addIssue({ code: "custom", message: "expected a goal (min, max), got nothing" });
    return z.NEVER;
  });

const constraint = z
  .strictObject({
    holds: z.array(limit).min(1).describe("Bounds that a replication has to keep, all of them."),
    in: share()
      .refine((value) => value > 0 && value < 1, {
        error: "expected a share above 0% and below 100%",
      })
      .describe("Least share of replications, of all there could be, that keep them, as 95%."),
  })
  .describe("A chance constraint.");

const replications = z.strictObject({
  first: count(5).max(1_000).default(8).describe("Of every point, before any is given up."),
  budget: count(20)
    .max(1_000_000)
    .default(3_000)
    .describe("Of all points together that the search may take. Default 3000."),
  final: count(20)
    .max(100_000)
    .default(200)
    .describe(
      "Of the recommended point, of those beside it and of the front: new ones, from which the printed figures are. Default 200.",
    ),
});

const question = z.strictObject({
  knobs: z.array(factor).min(1).max(6).describe("What is varied: every combination is a point."),
  objectives: z
    .array(objective)
    .min(1)
    .max(3)
    .refine((list) => new Set(list.map(({ metric }) => metric)).size === list.length, {
      error: "expected each metric once",
    })
    .optional()
    .describe(
      "What is best: one to three metrics. The first one decides, unless weights say more. Default: the objective of the scenario.",
    ),
  require: z
    .array(constraint)
    .max(6)
    .default([])
    .describe(
      "What has to hold, besides the constraints of the scenario's objective on other figures.",
    ),
  indifference: z
    .union([z.number(), z.string()])
    .describe("The smallest difference worth telling, in the unit of the first objective."),
  confidence: share()
    .refine((value) => value >= 0.5 && value < 1, {
      error: "expected a confidence of at least 50% and below 100%",
    })
    .prefault("95%")
    .describe("Probability that the final selection chooses the best of its points. Default 95%."),
  replications: replications.prefault({}).describe("How many there are."),
  policy: nameOf("policy")
    .optional()
    .describe(
      "Under which policy. Default: the one whose settings are varied, else the first; knobs of other policies alone are refused.",
    ),
});

/** The question of `shakedown tune`. What the knobs name, and an objective that is the scenario's, is looked up by those who answer it. */
export const tuneSchema = question
  .transform((entry, context) => {
    if (entry.objectives === undefined) return { ...entry, objectives: undefined };
    const [first] = entry.objectives;
    const { unit } = first!;
    const indifference = readBound(entry.indifference, unit);
    if (indifference === undefined || indifference <= 0) {
      const message = expectedIndifference(unit, entry.indifference);
      context.addIssue({ code: "custom", path: ["indifference"], message });
    }
    const objectives = entry.objectives.map((one, index) => ({
      ...one,
      weight: one.weight ?? (index === 0 ? 1 : 0),
    }));
    if (objectives.every(({ weight }) => weight === 0)) {
      const message = "expected a weight above 0 for one objective at least, got none";
      context.addIssue({ code: "custom", path: ["objectives"], message });
    }
    return { ...entry, objectives, indifference: indifference ?? 0 };
  })
  .describe("Knobs that `shakedown tune` turns; other commands pass it over.");

/** What is tuned, decoded. */
export type TuneRequest = z.output<typeof tuneSchema>;
