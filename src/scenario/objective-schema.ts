/** `objective`: what the policies are ranked by, and what each has to keep to. */
import { z } from "zod";
import { metricOutputs } from "../metrics/index.js";
import { shown } from "../support/quantity.js";
import {
  type Bound,
  metricName,
  readBounds,
  readFigure,
  selectorShape,
  type Statistic,
  unitOf,
  writtenBound,
} from "./bound-schema.js";
import { readStatistic, statisticShape } from "./expectation-schema.js";

/** What a policy has to keep to. */
export interface Constraint extends Bound {
  readonly statistic: Statistic;
}

/** What is best, and what has to hold. */
export interface Objective {
  readonly metric: string;
  readonly unit: string;
  readonly goal: "min" | "max";
  readonly constraints: readonly Constraint[];
}

const bound = z.strictObject({
  ...selectorShape,
  min: writtenBound()
    .optional()
    .describe("Least value: in the metric's unit, a share or a duration."),
  max: writtenBound().optional().describe("Greatest value. 0 says that it must not happen."),
  ...statisticShape,
});

/** The objective of a scenario. */
export const objectiveSchema = z
  .strictObject({
    minimise: metricName().optional().describe("The metric of which little is wanted."),
    maximise: metricName().optional().describe("The metric of which much is wanted."),
    constraints: z
      .partialRecord(
        metricName(),
        z.union([bound, z.array(bound).min(1)], {
          error: (issue) => `expected a bound or a list of bounds, got ${shown(issue.input)}`,
        }),
      )
      .default({})
      .describe(
        "Bounds by metric: `{ patched-within: { sla: 7d, min: 95% } }`. A policy that breaks one ranks after those that keep all.",
      ),
  })
  .transform((entry, context): Objective => {
    const metric = entry.minimise ?? entry.maximise;
    if (metric === undefined || (entry.minimise !== undefined && entry.maximise !== undefined)) {
      const got = metric === undefined ? "neither" : "both";
      context.addIssue({ code: "custom", message: `expected minimise or maximise, got ${got}` });
      return z.NEVER;
    }
    const [goal, key] =
      entry.minimise === undefined
        ? (["max", "maximise"] as const)
        : (["min", "minimise"] as const);
    const { better, needs } = metricOutputs.find(({ name }) => name === metric)!;
    if (needs !== undefined) {
      const message = `expected a metric with a figure of the whole run, got ${metric}, which has one for each ${needs}`;
      context.addIssue({ code: "custom", path: [key], message });
    }
    if (better !== "neither" && (better === "lower") !== (goal === "min")) {
      context.addIssue({
        code: "custom",
        path: [key],
        message: `expected a metric of which ${goal === "min" ? "little" : "much"} is good, got ${metric}, of which ${better === "lower" ? "little" : "much"} is`,
      });
    }
    const constraints = Object.entries(entry.constraints).flatMap(([name, bounds]) =>
      [bounds ?? []].flat().map((one, index) => {
        const issues = at(context, [
          "constraints",
          name,
          ...(Array.isArray(bounds) ? [index] : []),
        ]);
        const figure = readFigure(name, one, issues);
        return { ...readBounds(figure, one, issues), statistic: readStatistic(one, issues) };
      }),
    );
    refuseContradictions(constraints, context);
    return { metric, unit: unitOf(metric), goal, constraints };
  })
  .describe("What the policies are ranked by. Default: the least container downtime.");

/** A context whose complaints are about something deeper. */
function at(context: z.RefinementCtx, path: readonly (string | number)[]): z.RefinementCtx {
  return {
    ...context,
    addIssue(issue) {
      if (typeof issue === "string") return context.addIssue(issue);
      context.addIssue({ ...issue, path: [...path, ...(issue.path ?? [])] });
    },
  };
}

/** Two bounds on one figure of which no value keeps both. */
function refuseContradictions(constraints: readonly Constraint[], context: z.RefinementCtx): void {
  for (const [i, one] of constraints.entries()) {
    for (const other of constraints.slice(0, i)) {
      const same =
        one.metric === other.metric && JSON.stringify(one.by) === JSON.stringify(other.by);
      if (!same || JSON.stringify(one.statistic) !== JSON.stringify(other.statistic)) continue;
      const least = Math.max(one.min ?? -Infinity, other.min ?? -Infinity);
      const most = Math.min(one.max ?? Infinity, other.max ?? Infinity);
      if (least <= most) continue;
      context.addIssue({
        code: "custom",
        path: ["constraints", one.metric],
        message: `expected constraints that a value can keep, got at least ${least} and at most ${most}`,
      });
    }
  }
}
