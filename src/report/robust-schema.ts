import { z } from "zod";
import type { Robustness } from "../experiment/robust/robustness.js";

const names = z.array(z.string());

const interval = z.object({
  low: z.number(),
  high: z.number(),
  method: z.literal("Wilson"),
});

const lead = z
  .object({
    value: z
      .number()
      .nullable()
      .describe(
        "In the unit of the objective; below 0 the rival is ahead. Null: one of the two may not win.",
      ),
    halfWidth: z.number().nullable().describe("Of its 95 % interval; null where nothing tells it."),
    isBest: z.boolean().describe("Whether the best policy stays best there."),
    rival: z.string().nullable().describe("Null where no policy finishes."),
    replications: z.number(),
  })
  .describe("The lead of the best policy over its nearest rival.");

const figure = z.object({
  name: z.string(),
  measure: z.enum(["duration", "share", "size", "bandwidth", "price", "price per hour", "number"]),
  centre: z.string().describe("What of a distribution is meant; empty for what is none."),
  value: z
    .number()
    .describe(
      "Values are in ms, 0 to 1, bytes, bytes per ms, money once or per hour, or plain numbers.",
    ),
  low: z.number(),
  high: z.number(),
  isStated: z.boolean().describe("Whether the scenario states the range."),
  isDefault: z.boolean().describe("Whether the file leaves the figure to its default."),
  stands: z.number().describe("Figures of the file, or defaults, that it stands for."),
  seen: z.array(
    z.object({
      value: z.number(),
      at: z.number().describe("Place in the range, 0 at its low end and 1 at its high one."),
      lead,
    }),
  ),
  switches: z.array(
    z.object({
      side: z.enum(["below", "above"]),
      value: z.number().describe("From here on another policy is best."),
      near: z.number().nullable().describe("Null: the value of the scenario, or nearer."),
      far: z.number().nullable().describe("Null: beyond the range."),
      winner: z.string().nullable(),
      isRough: z.boolean().describe("Whether one replication only tells it."),
    }),
  ),
  loses: z.number().nullable().describe("What the lead loses at most; null: no number says it."),
});

/** How wrong the guesses may be, as `summary.json` has it. */
export const robustnessSchema = z.object({
  metric: z.string(),
  unit: z.string(),
  policy: z.string().describe("The best policy, or the leader where there is no winner."),
  isWinner: z.boolean(),
  noWinner: z
    .enum(["tied", "nobody finished", "constraints", "does not apply", "one policy"])
    .nullable(),
  lead,
  rivals: names.describe("Rivals that every figure was held against."),
  assumed: z.number().describe("Figures of the file without a source."),
  varied: z.number().describe("How many of them are guesses."),
  defaults: z.number().describe("Guesses that the file leaves to defaults."),
  figures: z.array(figure).describe("The one that takes most of the lead first."),
  groups: z.array(z.object({ names, lead })).describe("Figures that were looked at together only."),
  refused: z.array(z.object({ name: z.string(), reason: z.string() })),
  unseen: names,
  together: z
    .object({
      worlds: z.number(),
      stays: z.number().describe("Worlds in which the best policy stays best."),
      interval: interval.describe("Of the probability that it does, 95 %."),
      taken: z.array(z.object({ policy: z.string().nullable(), worlds: z.number() })),
      refused: z.number(),
      reason: z.string().nullable(),
    })
    .nullable(),
  settling: z.object({
    replications: z.number().nullable().describe("After which luck no longer hides the lead."),
    isSettled: z.boolean(),
    measure: z
      .object({
        figure: z.string(),
        share: z
          .number()
          .nullable()
          .describe("Part of the variance of who wins that goes away where it is known, 0 to 1."),
      })
      .nullable(),
  }),
  cost: z.object({
    run: z.number().describe("Simulations of the run itself."),
    more: z.number().describe("Simulations beyond it."),
    times: z.number(),
    most: z.number(),
  }),
  isPartial: z.boolean().describe("Whether it was interrupted."),
}) satisfies z.ZodType<Robustness>;
