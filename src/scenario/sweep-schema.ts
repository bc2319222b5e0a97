/** `sweep`: which figures of a scenario are varied together, and what is measured of it. */
import { z } from "zod";
import { metricOutputs } from "../metrics/index.js";
import { count } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";

const end = () => z.union([z.number(), z.string()]);

/** What is varied: a knob, and the values it is given. */
export const factor = z
  .strictObject({
    vary: z
      .string()
      .describe(
        "What is varied: a dotted path such as fleet.groups[web].hosts or policies[NAME].reboot.max.",
      ),
    from: end().optional().describe("Least value: a number, a share or a duration."),
    to: end().optional().describe("Greatest value."),
    step: end()
      .optional()
      .describe("From one value to the next. Default 1, or 1%; durations need one."),
    values: z
      .array(z.union([z.number(), z.string(), z.boolean()]))
      .min(2)
      .max(1_000)
      .refine((values) => new Set(values).size === values.length, {
        error: "expected values that differ",
      })
      .optional()
      .describe("The values one by one, instead of a range; for figures and for names."),
  })
  .superRefine(({ from, to, step, values }, context) => {
    const refuse = (message: string): void => context.addIssue({ code: "custom", message });
    const hasRange = from !== undefined || to !== undefined || step !== undefined;
    if (values !== undefined && hasRange) refuse("expected either values or from and to, got both");
    if (values === undefined && (from === undefined || to === undefined)) {
      refuse("expected values, or from and to");
    }
  });

/** The design of `shakedown sweep`. What `vary` names is looked up by those who run it. */
export const sweepSchema = z
  .strictObject({
    factors: z.array(factor).min(1).max(12).describe("The figures that are varied."),
    metrics: z
      .array(z.enum(metricOutputs.map(({ name }) => name)))
      .min(1)
      .max(12)
      .refine((names) => new Set(names).size === names.length, {
        error: "expected each metric once",
      })
      .optional()
      .describe(
        "What is measured at every point. Default: the metrics of the scenario's objective and of its constraints.",
      ),
    design: z
      .enum(["grid", "latin-hypercube", "one-at-a-time"])
      .default("grid")
      .describe(
        "Every combination of the values (grid, the default), points spread over all of them (latin-hypercube), or each factor through its values while the others stay as the scenario has them (one-at-a-time).",
      ),
    points: count(8)
      .max(500)
      .default(64)
      .describe("Points of each of the two Latin hypercubes, 8 to 500. Default 64."),
    policy: nameOf("policy")
      .optional()
      .describe(
        "Under which policy. Default: the one whose settings are varied, else the first; knobs of other policies alone are refused.",
      ),
    replications: count(3)
      .max(10_000)
      .default(30)
      .describe("Replications at every point, the same luck at all of them. Default 30."),
  })
  .describe("Factors that `shakedown sweep` varies; other commands pass it over.");

/** A sweep, decoded. */
export type SweepRequest = z.output<typeof sweepSchema>;
