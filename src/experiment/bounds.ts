/** Whether replications keep to a bound, by their mean, a quantile, or each of them. */
import { figureKey } from "../metrics/figure.js";
import type { Bound, Statistic } from "../scenario/bound-schema.js";
import { mean } from "../stats/summary.js";
import { restricted, type Sample } from "./figures.js";

/** How a bound came out. */
export interface BoundResult {
  readonly met: boolean;
  /** What was found: the mean or the quantile in the unit of the metric, or the share of replications [0..1]; null where the figure applies to none. */
  readonly found: number | null;
  /** Replications in which the figure is a time that was not reached: the mean is then at least what was found. */
  readonly notReached: number;
}

/**
 * Holds a sample against a bound. A time that was not reached keeps no upper bound, and a figure that applies to no replication
 * keeps none at all.
 */
export function holdAgainst(
  bound: Bound & { readonly statistic: Statistic },
  sample: Sample,
): BoundResult {
  const notReached = sample.waited.filter((wait) => wait !== null).length;
  const known = restricted(sample).filter((value) => value !== null);
  if (known.length === 0) return { met: false, found: null, notReached };
  const { statistic } = bound;
  switch (statistic.kind) {
    case "mean": {
      const found = mean(known);
      const isOpen = bound.max !== undefined && notReached > 0;
      return { met: !isOpen && isWithin(bound, found), found, notReached };
    }
    case "quantile": {
      const found = quantileOf(sample, statistic.quantile);
      return {
        met: isWithin(bound, found),
        found: Number.isFinite(found) ? found : null,
        notReached,
      };
    }
    case "share": {
      const kept = sample.values.filter((value, i) =>
        isKept(bound, value, sample.waited[i] ?? null),
      );
      const found = kept.length / sample.values.length;
      return { met: found >= statistic.least - ROUNDING, found, notReached };
    }
  }
}

/** What binary fractions may lack of a share that is met exactly. */
const ROUNDING = 1e-12;

/** Whether one replication keeps a bound; what does not apply keeps none, and what was not reached is later than any. */
export function isKept(
  bound: Pick<Bound, "min" | "max">,
  value: number | null,
  waited: number | null,
): boolean {
  if (value !== null) return isWithin(bound, value);
  return waited !== null && isWithin(bound, Number.POSITIVE_INFINITY);
}

function isWithin({ min, max }: Pick<Bound, "min" | "max">, value: number): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** The order statistic below which the share lies; times that were not reached are later than all. */
function quantileOf({ values, waited }: Sample, share: number): number {
  const sorted = values
    .flatMap((value, i) => value ?? (typeof waited[i] === "number" ? Number.POSITIVE_INFINITY : []))
    .toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length - ROUNDING) - 1)]!;
}

/** A bound in words: "budget-violation{service=api} at most 300 s in at least 95 % of replications". */
export function boundText(bound: Bound & { readonly statistic: Statistic }): string {
  const unit = bound.unit === "" ? "" : ` ${bound.unit}`;
  const bounds = [
    ...(bound.min === undefined ? [] : [`at least ${plain(bound.min)}${unit}`]),
    ...(bound.max === undefined ? [] : [`at most ${plain(bound.max)}${unit}`]),
  ];
  return `${figureKey(bound)} ${bounds.join(" and ")}${statisticText(bound.statistic)}`;
}

function statisticText(statistic: Statistic): string {
  switch (statistic.kind) {
    case "mean":
      return "";
    case "quantile":
      return ` at the ${percent(statistic.quantile)} quantile`;
    case "share":
      return ` in at least ${percent(statistic.least)} of replications`;
  }
}

function percent(share: number): string {
  return `${plain(100 * share)} %`;
}

/** A number as it was meant: 99.9 % is not 0.9990000000000001. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}
