import { z } from "zod";

/** What `summary.json` says of who is best, and of who got done what. */

const numbers = z.array(z.number().nullable());

/** The completion of a policy. */
export const completionSchema = z
  .object({
    finished: z
      .boolean()
      .nullable()
      .describe(
        "Whether next to no host is unpatched in any group; null where no release fell due.",
      ),
    isBehind: z
      .boolean()
      .describe("Whether another policy left clearly fewer hosts unpatched in some group."),
    patched: z.number().describe("Share of the hosts that are patched at the end, 0 to 1."),
    lastProgress: z
      .number()
      .nullable()
      .describe("When the group with most hosts unpatched last made progress [d]."),
    isStuck: z.boolean().describe("Whether that is longer ago than the patch deadline."),
    groups: z.array(
      z.object({
        group: z.string().nullable().describe("Null: the whole fleet."),
        hosts: z.number(),
        unpatched: z.number().describe("Hosts unpatched at the end, the mean over replications."),
        stopped: z.number().nullable().describe("When progress stopped, the median [d]."),
      }),
    ),
  })
  .describe("Whether the policy got done what it was to do.");

/** A constraint under a policy. */
export const constraintSchema = z.object({
  text: z.string(),
  metric: z.string().describe("The figure, as budget-violation{service=api}."),
  met: z.boolean(),
  found: z
    .number()
    .nullable()
    .describe("In the unit of the metric, or the share of replications; null: does not apply."),
});

const pair = z.object({
  a: z.number().describe("Position of a policy."),
  b: z.number().describe("Position of another one, after the first."),
  n: z.number().describe("Replications that both have."),
  difference: z.number().describe("Mean of a − b."),
  halfWidth: z.number().describe("Of its own 95 % interval."),
  pValue: z.number().describe("Two-sided, adjusted by Holm for all pairs."),
  varianceRatio: z
    .number()
    .nullable()
    .describe("Variance of a − b over that of independent runs; null where neither varies."),
  differs: z.boolean().describe("Whether the difference is significant after the adjustment."),
});

/** Which policy is best. */
export const verdictSchema = z
  .object({
    objective: z.object({
      metric: z.string(),
      unit: z.string(),
      goal: z.enum(["min", "max"]),
      isUsual: z.boolean().describe("The scenario names no objective."),
    }),
    standings: z.array(
      z.object({
        policy: z.string(),
        place: z.number().describe("1 is best; statistically tied policies share a place."),
        isEligible: z
          .boolean()
          .describe("It finished what others finished, and keeps the constraints."),
        mean: z.number().nullable().describe("Of the objective, in the unit of its metric."),
        confidence: z
          .number()
          .nullable()
          .describe("Lower bound of the probability that it is the best of the eligible ones."),
        low: z.number().nullable(),
        high: z
          .number()
          .nullable()
          .describe("Its mean minus the best of the other eligible ones lies from low to high."),
      }),
    ),
    pairs: z.array(pair),
    winner: z.string().nullable(),
    noWinner: z
      .enum(["one policy", "nobody finished", "constraints", "tied", "does not apply"])
      .nullable()
      .describe("Why nobody wins."),
    leaders: z
      .array(z.string())
      .describe("Eligible policies that are not significantly worse than the best, best first."),
  })
  .describe("Which policy is best by the objective.");

/** An estimate of a part of the fleet. */
export const partSchema = z.object({
  n: z.number(),
  mean: z.number(),
  halfWidth: z.number().nullable(),
  max: z.number(),
  notReached: z.number(),
});

/** By metric, how long each replication waited in vain. */
export const waitedSchema = z
  .record(z.string(), numbers)
  .describe(
    "By metric, how long each replication waited for a time that it did not reach; null elsewhere.",
  );
