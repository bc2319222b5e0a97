/** `suppress`: warnings of `shakedown check` that are meant to be, each with its reason. */
import { z } from "zod";
import { shown } from "../support/quantity.js";
import { warningCodes } from "./warning-codes.js";

const suppression = z.strictObject({
  warning: z.enum(warningCodes).describe("Its code, as `shakedown check` prints it."),
  path: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Where it is: a dotted path such as `services[api].budget`, and everything below it. Default: wherever it is.",
    ),
  reason: z
    .string({ error: ({ input }) => `expected a reason in a sentence, got ${shown(input)}` })
    .min(10, {
      error: ({ input }) => `expected a reason of at least 10 characters, got ${shown(input)}`,
    })
    .describe("Why it is meant to be, in a sentence."),
});

/** Suppressions. One that suppresses nothing is itself told. */
export const suppressSchema = z.array(suppression);

/** A suppression, decoded. */
export type Suppression = z.output<typeof suppression>;
