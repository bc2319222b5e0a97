/** Bounds on figures of metrics, as scenarios write them: `{ metric: budget-violation, service: api, max: 5m }`. */
import { z } from "zod";
import { type Dimension, dimensions, type Figure } from "../metrics/figure.js";
import { costComponents, MONEY } from "../metrics/cost.js";
import { metricOutputs } from "../metrics/index.js";
import { durationText, parseDuration } from "../support/duration-text.js";
import { count, duration, parsePercentage, shown } from "../support/quantity.js";
import { isCurrency } from "../support/price.js";
import { nameOf, references } from "../support/reference.js";
import { momentText, parseMoment } from "./moment.js";
import { DAY, HOUR, MINUTE, SECOND } from "../support/time.js";
import { isZone } from "../systems/windows/zone.js";

/** What a unit of time of a metric is in ms: bounds on such metrics may be written as durations. */
const TIMES: Readonly<Record<string, number>> = { s: SECOND, min: MINUTE, h: HOUR, d: DAY };

/** Reads a bound in the unit of its metric; undefined when it is none. */
export function readBound(written: string | number, unit: string): number | undefined {
  if (typeof written === "number") return Number.isFinite(written) ? written : undefined;
  const percentage = parsePercentage(written);
  if (percentage !== undefined) return unit === "" ? percentage : undefined;
  const [, figure, suffix] = /^(-?\d+(?:\.\d+)?)(?: (\S+))?$/.exec(written) ?? [];
  // Whether the currency is that of the scenario is checked where that is known.
  const isMoney = unit === MONEY && suffix !== undefined && isCurrency(suffix);
  if (figure !== undefined && (isMoney || (suffix ?? unit) === unit)) return Number(figure);
  const time = parseDuration(written);
  return time === undefined || TIMES[unit] === undefined ? undefined : time / TIMES[unit];
}

/** What a bound on a metric of this unit may be, as in "expected …". */
export function expectedBound(unit: string): string {
  if (unit === "") return "a number or a share such as 99.9%";
  if (unit === MONEY) return "an amount in the currency of the costs, such as 5000 or 5000 EUR";
  const example = TIMES[unit] === undefined ? `120 ${unit}` : "45m";
  return `a number in ${unit}, such as 120 or ${example}`;
}

/** Name of a metric output. */
export const metricName = () => z.enum(metricOutputs.map(({ name }) => name));

/** The unit of a metric output. */
export function unitOf(metric: string): string {
  return metricOutputs.find(({ name }) => name === metric)?.unit ?? "";
}

/** A bound as it is written: in the unit of its metric, as a share or as a duration. */
export const writtenBound = () => z.union([z.number(), z.string()]);

const MOMENT = "a moment such as 31m after 2.1.0";

/** Keys that narrow a metric down to a part of what it measures; at most one. */
export const selectorShape = {
  service: nameOf("service").optional().describe("The figure of this service alone."),
  group: nameOf("group").optional().describe("The figure of the hosts of this group alone."),
  zone: nameOf("zone").optional().describe("The figure of the hosts of this zone alone."),
  rack: count(0)
    .register(references, { to: "rack", also: [] })
    .optional()
    .describe("The figure of the hosts of this rack alone, counted from 0."),
  cohort: nameOf("cohort")
    .optional()
    .describe("The figure of the hosts of this hardware cohort alone."),
  component: z.enum(costComponents).optional().describe("For `cost`: this component of it alone."),
  sla: duration()
    .optional()
    .describe("For `patched-within`: the deadline, from the publication of a release, as 7d."),
  doneBy: z
    .string()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, {
      error: (issue) => `expected a time of day such as 04:00, got ${shown(issue.input)}`,
    })
    .optional()
    .describe(
      "For `rollout-duration.longest`: how long after the first such time of day that follows its publication the latest rollout ends, instead of how long it takes. Without min and max: each is done by then.",
    ),
  timeZone: z
    .string()
    .refine(isZone, {
      error: ({ input }) =>
        `expected a time zone such as UTC or Europe/Berlin, got ${shown(input)}`,
    })
    .optional()
    .describe("Zone of `doneBy`, by its IANA name. Default UTC."),
  at: z
    .string({ error: (issue) => `expected ${MOMENT}, got ${shown(issue.input)}` })
    .optional()
    .describe(
      "For `offered-share`, `installed-share` and `broken-share`: so long after a release was first published to this fleet, as `31m after 2.1.0`.",
    ),
} as const;

type Selectors = { readonly [K in keyof typeof selectorShape]?: string | number | undefined };

/** Reads which figure is meant, and complains where the metric has no such part. */
export function readFigure(metric: string, selectors: Selectors, context: z.RefinementCtx): Figure {
  const chosen = dimensions.flatMap((dimension): [Dimension, string][] => {
    const label = labelOf(dimension, selectors);
    return label === undefined ? [] : [[dimension, String(label)]];
  });
  const [first, second] = chosen;
  const refuse = (path: string, message: string): Figure => {
    context.addIssue({ code: "custom", path: [path], message });
    return { metric };
  };
  if (selectors.timeZone !== undefined && selectors.doneBy === undefined) {
    return refuse("timeZone", "expected a time zone beside doneBy, got no doneBy");
  }
  const { by = [], needs } = metricOutputs.find(({ name }) => name === metric) ?? {};
  if (needs !== undefined && !chosen.some(([dimension]) => dimension === needs)) {
    return refuse("metric", `expected ${needs} (${MOMENT}) beside ${metric}, got nothing`);
  }
  if (first === undefined) return { metric };
  const [dimension, label] = first;
  if (second !== undefined) {
    return refuse(second[0], `expected one of ${first[0]} and ${second[0]}, got both`);
  }
  if (!by.includes(dimension)) return refuse(dimension, notSplit(metric, dimension));
  if (dimension === "at") {
    const moment = parseMoment(label);
    if (moment === undefined) return refuse("at", `expected ${MOMENT}, got ${shown(label)}`);
    return { metric, by: { dimension, label: momentText(moment) } };
  }
  if (dimension !== "sla") return { metric, by: { dimension, label } };
  if (label === "0") return refuse("sla", "expected a deadline above 0s, got 0s");
  return { metric, by: { dimension, label: durationText(Number(label)) } };
}

/** What a dimension is narrowed down to; undefined where it is not. */
function labelOf(dimension: Dimension, selectors: Selectors): string | number | undefined {
  if (dimension !== "doneBy" || selectors.doneBy === undefined) return selectors[dimension];
  const { timeZone = "UTC" } = selectors;
  const time = String(selectors.doneBy).padStart(5, "0");
  return timeZone === "UTC" ? time : `${time} ${timeZone}`;
}

function notSplit(metric: string, dimension: Dimension): string {
  const able = metricOutputs.filter(({ by }) => by?.includes(dimension)).map(({ name }) => name);
  return `expected a metric that is told apart by ${dimension} (${able.join(", ")}), got ${metric}`;
}

/** What of the replications is held against a bound: the mean, a quantile, or a share of them each. */
export type Statistic =
  | { readonly kind: "mean" }
  | { readonly kind: "quantile"; readonly quantile: number }
  | { readonly kind: "share"; readonly least: number };

/** A bound on a figure, in the unit of its metric. */
export interface Bound extends Figure {
  readonly unit: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

interface WrittenBounds {
  readonly min?: number | string | undefined;
  readonly max?: number | string | undefined;
}

/** Reads the bounds of a metric; complains of those that are none, that contradict each other, and where there are not any. */
export function readBounds(figure: Figure, entry: WrittenBounds, context: z.RefinementCtx): Bound {
  const unit = unitOf(figure.metric);
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
  if (entry.min === undefined && entry.max === undefined) {
    // Done by a time of day is not late.
    if (figure.by?.dimension === "doneBy") return { ...figure, unit, min: undefined, max: 0 };
    context.addIssue({ code: "custom", message: "expected min or max, got neither" });
  }
  const [min, max] = [read("min"), read("max")];
  if (min !== undefined && max !== undefined && min > max) {
    const message = `expected at least the min of ${min}, got ${max}`;
    context.addIssue({ code: "custom", path: ["max"], message });
  }
  return { ...figure, unit, min, max };
}
