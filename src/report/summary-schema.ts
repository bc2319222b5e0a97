import { z } from "zod";
import { COMPARISON_SCHEMA } from "../experiment/comparison.js";
import { stalledGroup } from "./stall-schema.js";
import { intervalSchema as interval } from "./interval-schema.js";
import { noReturnSchema as noReturn } from "./no-return-schema.js";
import { robustnessSchema } from "./robust-schema.js";
import type { StoredComparison } from "./stored-comparison.js";
import {
  completionSchema,
  constraintSchema,
  partSchema,
  verdictSchema,
  waitedSchema,
} from "./verdict-schema.js";

/** What `summary.json` holds, of which schemas/summary-v2.json is written and against which a folder is read again. */

const numbers = z.array(z.number());
const ms = (text: string) => z.number().describe(`${text} [ms]`);

const estimate = z.object({
  n: z.number().describe("Replications it rests on: those in which the metric applied."),
  mean: z.number(),
  halfWidth: z
    .number()
    .nullable()
    .describe("Half the width of the 95 % Student-t interval; null where n < 2."),
  standardDeviation: z.number().nullable().describe("Over replications; null where n < 2."),
  min: z.number(),
  median: z.number(),
  max: z.number(),
  interval: interval
    .nullable()
    .describe("Of the mean, by the method that is right for the sample; null where n < 2."),
});

const metricEstimate = estimate.extend({
  notReached: z
    .number()
    .describe(
      "Replications in which it is a time that was not reached: they count with as long as was waited.",
    ),
  medianInterval: interval.nullable().describe("Of the median; null where n is too small."),
  happened: z
    .object({ count: z.number(), interval })
    .describe("In how many replications it was not 0, and the interval of that probability."),
});

const pairedDifference = estimate.extend({
  varianceRatio: z
    .number()
    .nullable()
    .describe(
      "Variance of the paired difference over that of independent runs; below 1 the pairing helps; null where undefined.",
    ),
});

const band = z
  .object({
    times: numbers.exactOptional().describe("End of each bin [ms]; missing: those of `bandTimes`."),
    low: numbers.describe("5th percentile over replications."),
    mean: numbers,
    high: numbers.describe("95th percentile over replications."),
  })
  .describe("A band over replications.");

const recovery = z.object({
  times: numbers.describe("Ascending, evenly spaced on a logarithmic axis [ms]."),
  share: numbers.describe("Share of the episodes that last longer."),
  low: numbers.describe("Lower end of its pointwise 95 % interval."),
  high: numbers.describe("Upper end of its pointwise 95 % interval."),
  episodes: z.number().describe("Episodes in all."),
  open: z.number().describe("Those of them that had not ended at the horizon."),
});

const breach = z.object({
  invariant: z.string(),
  replication: z.number(),
  time: ms("When"),
  message: z.string(),
  reproduce: z.string().describe("The line that shows it again."),
});

const policy = z.object({
  name: z.string(),
  preset: z.string().nullable(),
  description: z.string(),
  metrics: z
    .record(z.string(), metricEstimate)
    .describe("By metric, in its unit; a metric that applied to no replication is missing."),
  parts: z
    .record(z.string(), partSchema)
    .describe("Of parts of the fleet, as budget-violation{service=api}."),
  completion: completionSchema,
  constraints: z.array(constraintSchema).describe("Those of the objective."),
  differences: z
    .record(z.string(), pairedDifference)
    .describe("From the first policy, taken replication by replication; empty for the first."),
  bands: z.record(z.string(), band).describe("What changes over time, by series."),
  samples: z
    .record(
      z.string(),
      z.object({
        total: z.number().describe("Observations in all."),
        values: numbers.describe("At most 2,000 evenly spaced order statistics, ascending."),
      }),
    )
    .describe("Pooled observations."),
  noReturn: noReturn
    .optional()
    .describe("Until when a halt of a bad release still helps; only where it was asked for."),
  recovery: recovery
    .nullable()
    .describe("How long boot-failure episodes last; null where none began."),
  values: z
    .record(z.string(), z.array(z.number().nullable()))
    .describe("By metric, one value for each replication, in their order; null: does not apply."),
  waited: waitedSchema,
  breaches: z.array(breach).describe("Invariants that did not hold."),
  stalls: z
    .array(stalledGroup)
    .default([])
    .describe(
      "Groups that stand still at the end, the one with most hosts that wait first; missing in summaries of before these were found.",
    ),
  traceHash: z.string().describe("Hash of the transitions of replication 0."),
  events: z.number().describe("Events of all replications."),
});

const scenario = z.object({
  name: z.string(),
  file: z.string().describe("As given on the command line."),
  description: z.string().describe("The plain words at the top of the file."),
  hash: z.string().describe("Hash of the scenario's content, 16 hex digits."),
  worldHash: z
    .string()
    .describe(
      "Hash of what every policy meets alike, 16 hex digits: comparisons that share it and the seed met the same luck.",
    ),
  seed: z.string(),
  horizon: ms("Length of the run"),
  replications: z.number(),
  hosts: z.number(),
  containers: z.number(),
  zones: z.array(z.string()),
  assumptions: z
    .array(
      z.object({
        path: z.string().describe("Path in the scenario, fleet.groups.0.hosts."),
        value: z.string(),
        source: z.string().exactOptional().describe("Missing: it is assumed."),
      }),
    )
    .describe("The figures of the scenario and where they are from."),
});

const metric = z.object({
  name: z.string(),
  title: z.string(),
  unit: z.string().describe("Empty for a share."),
  doc: z.string(),
  better: z.enum(["lower", "higher", "neither"]),
});

const fault = z.object({
  label: z.string(),
  kind: z.string(),
  from: ms("Beginning"),
  until: ms("End"),
  hosts: z.number().describe("Hosts it strikes."),
});

const publication = z.object({
  at: ms("When"),
  release: z.string(),
  channel: z.string(),
  kind: z.enum(["published", "withdrawn"]),
});

const expectation = z.object({
  text: z.string(),
  policy: z.string(),
  metric: z.string(),
  met: z.boolean(),
  found: z.string().describe("What was found, in words."),
  estimate: estimate
    .extend(metricEstimate.pick({ medianInterval: true, happened: true }).partial().shape)
    .extend(pairedDifference.pick({ varianceRatio: true }).partial().shape)
    .nullable()
    .describe("Of the figure, or of the difference where it is `over` another policy."),
});

const stopping = z.object({
  relativeHalfWidth: z.number().nullable().describe("0 to 1; null where the rule asks for none."),
  metrics: z
    .array(z.string())
    .nullable()
    .describe("The metrics it is asked of; null: what is lost."),
  best: z
    .object({
      metric: z.string().nullable(),
      indifference: z.number().describe("In the unit of the metric."),
      confidence: z.number(),
      chosen: z.string().nullable().describe("Null where the replications did not suffice."),
    })
    .nullable()
    .describe("The selection of the best; null where the rule asks for none."),
  max: z.number().describe("Most replications that were allowed."),
  isMet: z.boolean(),
});

const summarySchema = z
  .object({
    schema: z
      .literal(COMPARISON_SCHEMA)
      .describe("Version of this format; within it fields are added and never changed."),
    version: z.string().describe("Of the Shakedown that wrote it."),
    scenario,
    bandTimes: numbers.describe(
      "Ends of the bins of all bands that have no times of their own [ms].",
    ),
    policies: z
      .array(policy)
      .min(1)
      .describe("In the order of the scenario; differences are from the first."),
    verdict: verdictSchema,
    metrics: z.array(metric).describe("What is measured, in the order of reports."),
    faults: z.array(fault).describe("Faults of replication 0."),
    drawnReleases: z
      .object({
        released: numbers.describe("Releases of trains, without their fixes."),
        bad: numbers.describe("Those of them with a defect."),
      })
      .optional()
      .describe("Of each replication; left out where no train draws releases."),
    publications: z
      .array(publication)
      .describe("When releases appeared on and vanished from channels in replication 0."),
    expectations: z.array(expectation).describe("The lines of `expect:` and how they came out."),
    partial: z
      .boolean()
      .describe("Whether the run was interrupted and rests on fewer replications."),
    stopping: stopping
      .nullable()
      .describe("The rule by which the run stopped; null where the scenario gives a number."),
    robustness: robustnessSchema
      .optional()
      .describe(
        "How wrong the guesses may be before another policy wins; only where it was asked for.",
      ),
  })
  .describe(
    "What `shakedown run` found. Figures are in the units of their metrics.",
  ) satisfies z.ZodType<StoredComparison>;

const olderPolicy = policy
  .partial({ parts: true, completion: true, constraints: true, waited: true })
  .extend({ metrics: z.record(z.string(), metricEstimate.partial({ notReached: true })) });

/** A comparison as `summary.json` has it or had it: the first version had times in every band. */
export const readableSummary = summarySchema.extend({
  schema: z.enum(["shakedown.comparison/v1", COMPARISON_SCHEMA]),
  bandTimes: numbers.optional(),
  // What came to the second version later; `restored` fills it in.
  verdict: verdictSchema.optional(),
  policies: z.array(olderPolicy).min(1),
  expectations: z.array(expectation.partial({ found: true })),
});

/** The text of `schemas/summary-v2.json`, for programs that read `summary.json`: what else is in it is to be passed over. */
export function renderSummarySchema(): string {
  const schema = z.toJSONSchema(summarySchema, { io: "input", target: "draft-7", reused: "ref" });
  return `${JSON.stringify({ title: "Shakedown summary", ...schema }, null, 1)}\n`;
}
