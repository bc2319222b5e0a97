/** `expect`: bounds on what comes out, which decide the exit code. */
import { z } from "zod";
import { metricOutputs } from "../metrics/index.js";
import { parseDuration, parsePercentage, shown } from "../support/quantity.js";
import { nameOf } from "../support/reference.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";

/** What a unit of time of a metric is in ms: bounds on such metrics may be written as durations. */
const TIMES: Readonly<Record<string, number>> = { s: SECOND, min: MINUTE, h: HOUR, d: DAY };

/** Reads a bound in the unit of its metric; undefined when it is none. */
export function readBound(written: string | number, unit: string): number | undefined {
  if (typeof written === "number") return Number.isFinite(written) ? written : undefined;
  const percentage = parsePercentage(written);
  if (percentage !== undefined) return unit === "" ? percentage : undefined;
  const [, figure, suffix] = /^(-?\d+(?:\.\d+)?)(?: (\S+))?$/.exec(written) ?? [];
  if (figure !== undefined && (suffix ?? unit) === unit) return Number(figure);
  const time = parseDuration(written);
  return time === undefined || TIMES[unit] === undefined ? undefined : time / TIMES[unit];
}

/** What a bound on a metric of this unit may be, as in "expected …". */
export function expectedBound(unit: string): string {
  if (unit === "") return "a number or a share such as 99.9%";
  const example = TIMES[unit] === undefined ? `120 ${unit}` : "45m";
  return `a number in ${unit}, such as 120 or ${example}`;
}

const bound = () => z.union([z.number(), z.string()]).optional();

/** A bound on a metric under a policy, or on the difference between two policies. */
const expectation = z
  .strictObject({
    metric: z.enum(metricOutputs.map(({ name }) => name)).describe("What is bounded."),
    policy: nameOf("policy").describe("Under which policy."),
    over: nameOf("policy")
      .optional()
      .describe("Bounds the difference from this policy instead of the figure itself."),
    min: bound().describe(
      "Least mean over replications: a number in the metric's unit, a share, or a duration.",
    ),
    max: bound().describe("Greatest mean over replications."),
  })
  .transform((entry, context) => {
    const unit = metricOutputs.find(({ name }) => name === entry.metric)!.unit;
    const read = (field: "min" | "max"): number | undefined => {
      const written = entry[field];
      if (written === undefined) return undefined;
      const value = readBound(written, unit);
      if (value === undefined) {
        const message = `expected ${expectedBound(unit)}, got ${shown(written)}`;
        context.addIssue({ code: "custom", path: [field], message });
      }
      return value;
    };
    const min = read("min");
    const max = read("max");
    if (entry.min === undefined && entry.max === undefined) {
      context.addIssue({ code: "custom", message: "expected min or max, got neither" });
    }
    if (min !== undefined && max !== undefined && min > max) {
      const message = `expected at least the min of ${min}, got ${max}`;
      context.addIssue({ code: "custom", path: ["max"], message });
    }
    return { metric: entry.metric, policy: entry.policy, over: entry.over, min, max };
  });

/** What is expected of the results. */
export const expectSchema = z.array(expectation);
