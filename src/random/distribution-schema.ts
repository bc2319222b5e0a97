import { z } from "zod";
import { duration } from "../support/quantity.js";
import type { DistributionConfig } from "./distribution.js";

/** A value as the scenario has it, shortened to what fits a message. */
function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
}

function number(least: number, most: number, what: string) {
  const error = (issue: { readonly input?: unknown }) =>
    `expected ${what}, got ${shown(issue.input)}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

/** Refuses a figure below the one it must reach; both in ms. */
function atLeast<K extends string>(larger: K, smaller: K) {
  return (config: Readonly<Record<K, number>>, context: z.RefinementCtx) => {
    if (config[larger] >= config[smaller]) return;
    const message = `expected at least the ${smaller} of ${config[smaller]} ms, got ${config[larger]} ms`;
    context.addIssue({ code: "custom", path: [larger], message, input: config[larger] });
  };
}

const constant = () => z.strictObject({ dist: z.literal("constant"), value: duration() });

const uniform = () =>
  z
    .strictObject({ dist: z.literal("uniform"), min: duration(), max: duration() })
    .superRefine(atLeast("max", "min"));

const exponential = () => z.strictObject({ dist: z.literal("exponential"), mean: duration() });

const lognormal = () =>
  z
    .strictObject({
      dist: z.literal("lognormal"),
      median: duration().refine((median) => median > 0, {
        error: "expected a median above 0, got 0; a lognormal variate is never 0",
      }),
      p95: duration(),
    })
    .superRefine(atLeast("p95", "median"));

const weibull = () =>
  z.strictObject({
    dist: z.literal("weibull"),
    shape: number(0.1, 100, "a shape from 0.1 to 100").describe(
      "Below 1 the hazard falls with age, above 1 it rises; 1 is exponential.",
    ),
    scale: duration(),
  });

const triangular = () =>
  z
    .strictObject({
      dist: z.literal("triangular"),
      min: duration(),
      mode: duration(),
      max: duration(),
    })
    .superRefine(atLeast("mode", "min"))
    .superRefine(atLeast("max", "mode"));

const empirical = () =>
  z
    .strictObject({
      dist: z.literal("empirical"),
      values: z.array(duration()).min(1, { error: "expected at least one value, got none" }),
      weights: z
        .array(number(0, 1e15, "a weight of at least 0"))
        .optional()
        .describe("How often each value is drawn, relative to the others. Default: all alike."),
    })
    .superRefine(({ values, weights }, context) => {
      if (weights === undefined) return;
      const refuse = (message: string) =>
        context.addIssue({ code: "custom", path: ["weights"], message, input: weights });
      if (weights.length !== values.length) {
        refuse(`expected ${values.length} weights, one for each value, got ${weights.length}`);
      } else if (weights.every((weight) => weight === 0)) {
        refuse("expected a weight above 0, got none");
      }
    });

function distributions() {
  const kinds = [
    constant(),
    uniform(),
    exponential(),
    lognormal(),
    weibull(),
    triangular(),
    empirical(),
  ] as const;
  const names = kinds.map((kind) => kind.shape.dist.value).join(", ");
  return z.discriminatedUnion("dist", kinds, {
    error: (issue) => `expected a dist out of ${names}, got ${shown(distOf(issue.input))}`,
  });
}

function distOf(input: unknown): unknown {
  return typeof input === "object" && input !== null && "dist" in input ? input.dist : undefined;
}

/**
 * The schema of a random duration in a scenario: a duration such as `3s`, which is then always the same, or a distribution
 * such as `{ dist: lognormal, median: 3s, p95: 12s }`. Gives the config in ms.
 *
 * Not a union of the two, which would answer any mistake inside a distribution with "invalid input": what is written as
 * an object is judged as a distribution, everything else as a duration.
 */
export function durationDistribution(): z.ZodType<DistributionConfig> {
  const text = duration().transform((value): DistributionConfig => ({ dist: "constant", value }));
  const object = distributions();
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(z.union([text, object]), { io: "input" });
  return z
    .unknown()
    .transform((input, context): DistributionConfig => {
      const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
      const result = (isObject ? object : text).safeParse(input);
      if (result.success) return result.data;
      for (const issue of result.error.issues) context.addIssue({ ...issue });
      return z.NEVER;
    })
    .meta(jsonSchema);
}
