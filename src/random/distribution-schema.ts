import { z } from "zod";
import { bytes, duration, share } from "../support/quantity.js";
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

/** What a random figure is in: how one is written, and what messages call its unit. */
interface Measure {
  readonly schema: () => z.ZodType<number>;
  readonly unit: string;
}

const DURATION: Measure = { schema: duration, unit: " ms" };
const SIZE: Measure = { schema: bytes, unit: " bytes" };
const SHARE: Measure = { schema: share, unit: "" };

/** Refuses a figure below the one it must reach. */
function atLeast<K extends string>(larger: K, smaller: K, { unit }: Measure) {
  return (config: Readonly<Record<K, number>>, context: z.RefinementCtx) => {
    if (config[larger] >= config[smaller]) return;
    const message = `expected at least the ${smaller} of ${config[smaller]}${unit}, got ${config[larger]}${unit}`;
    context.addIssue({ code: "custom", path: [larger], message, input: config[larger] });
  };
}

const constant = ({ schema }: Measure) =>
  z.strictObject({ dist: z.literal("constant"), value: schema() });

const uniform = (measure: Measure) =>
  z
    .strictObject({ dist: z.literal("uniform"), min: measure.schema(), max: measure.schema() })
    .superRefine(atLeast("max", "min", measure));

const exponential = ({ schema }: Measure) =>
  z.strictObject({ dist: z.literal("exponential"), mean: schema() });

const lognormal = (measure: Measure) =>
  z
    .strictObject({
      dist: z.literal("lognormal"),
      median: measure.schema().refine((median) => median > 0, {
        error: "expected a median above 0, got 0; a lognormal variate is never 0",
      }),
      p95: measure.schema(),
    })
    .superRefine(atLeast("p95", "median", measure));

const weibull = ({ schema }: Measure) =>
  z.strictObject({
    dist: z.literal("weibull"),
    shape: number(0.1, 100, "a shape from 0.1 to 100").describe(
      "Below 1 the hazard falls with age, above 1 it rises; 1 is exponential.",
    ),
    scale: schema(),
  });

const triangular = (measure: Measure) =>
  z
    .strictObject({
      dist: z.literal("triangular"),
      min: measure.schema(),
      mode: measure.schema(),
      max: measure.schema(),
    })
    .superRefine(atLeast("mode", "min", measure))
    .superRefine(atLeast("max", "mode", measure));

const empirical = ({ schema }: Measure) =>
  z
    .strictObject({
      dist: z.literal("empirical"),
      values: z.array(schema()).min(1, { error: "expected at least one value, got none" }),
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

/** Every distribution. */
function distributions(measure: Measure) {
  const kinds = [
    constant(measure),
    uniform(measure),
    exponential(measure),
    lognormal(measure),
    weibull(measure),
    triangular(measure),
    empirical(measure),
  ] as const;
  return z.discriminatedUnion("dist", kinds, { error: unknownDist(kinds) });
}

/** The distributions that no tail takes above 100 %. */
function boundedDistributions(measure: Measure) {
  const kinds = [
    constant(measure),
    uniform(measure),
    triangular(measure),
    empirical(measure),
  ] as const;
  return z.discriminatedUnion("dist", kinds, { error: unknownDist(kinds) });
}

function unknownDist(kinds: readonly { shape: { dist: { value: string } } }[]) {
  const names = kinds.map((kind) => kind.shape.dist.value).join(", ");
  return (issue: { readonly input?: unknown }) =>
    `expected a dist out of ${names}, got ${shown(distOf(issue.input))}`;
}

function distOf(input: unknown): unknown {
  return typeof input === "object" && input !== null && "dist" in input ? input.dist : undefined;
}

/**
 * The schema of a random duration in a scenario: a duration such as `3s`, which is then always the same, or a distribution
 * such as `{ dist: lognormal, median: 3s, p95: 12s }`. Gives the config in ms.
 */
export function durationDistribution(): z.ZodType<DistributionConfig> {
  return figureOr(DURATION, distributions(DURATION));
}

/** The schema of a random size: a size such as `180MB`, or a distribution of sizes. Gives the config in bytes. */
export function bytesDistribution(): z.ZodType<DistributionConfig> {
  return figureOr(SIZE, distributions(SIZE));
}

/** The schema of a random share: a share such as `5%`, or a distribution from 0 % to 100 %. Gives the config as shares [0..1]. */
export function shareDistribution(): z.ZodType<DistributionConfig> {
  return figureOr(SHARE, boundedDistributions(SHARE));
}

/**
 * Not a union of the two, which would answer any mistake inside a distribution with "invalid input": what is written as
 * an object is judged as a distribution, everything else as a figure.
 */
function figureOr(
  { schema }: Measure,
  object: z.ZodType<DistributionConfig>,
): z.ZodType<DistributionConfig> {
  const text = schema().transform((value): DistributionConfig => ({ dist: "constant", value }));
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
