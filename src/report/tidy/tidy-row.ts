/** Results as tidy rows: one for each policy or point, figure and estimate. */
import { metricOf } from "../../experiment/figures.js";
import { unitOf } from "../../scenario/bound-schema.js";

/** An estimate of a figure, with its interval. */
export interface TidyRow {
  /** Empty where a row is of no policy. */
  readonly policy: string;
  /** What is varied and to which values, "reboot.max=2; offer.soak=6h"; empty where nothing is. */
  readonly point: string;
  /** `budget-violation{service=api}`: of a metric, or of a part of what it measures. */
  readonly figure: string;
  readonly unit: string;
  /** What is estimated: `mean`, `difference`, `missed`, … */
  readonly estimate: string;
  /** Null: it does not apply. */
  readonly value: number | null;
  /** The 95 % interval; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Replications behind it; null where it rests on none. */
  readonly n: number | null;
  /** Replications in which the figure is a time that was not reached: a mean is then a lower bound. */
  readonly notReached: number;
}

/** All rows of a question. */
export interface TidyTable {
  /** The command: `run`, `tune`, … */
  readonly question: string;
  readonly scenario: string;
  readonly seed: string;
  readonly rows: readonly TidyRow[];
}

/** What an estimate has, whichever kind it is. */
interface Estimated {
  readonly n: number;
  readonly mean: number;
  readonly interval?: { readonly low: number; readonly high: number } | null;
  readonly halfWidth?: number | null;
  readonly notReached?: number;
}

/** A row of an estimate of a mean. */
export function estimateRow(
  of: Pick<TidyRow, "policy" | "point" | "figure" | "estimate">,
  found: Estimated | null,
  notReached = found?.notReached ?? 0,
): TidyRow {
  const unit = unitOf(metricOf(of.figure));
  if (found === null) {
    return { ...of, unit, value: null, low: null, high: null, n: null, notReached };
  }
  const { n, mean, interval, halfWidth: half } = found;
  const ends =
    interval ?? (typeof half === "number" ? { low: mean - half, high: mean + half } : null);
  return {
    ...of,
    unit,
    value: mean,
    low: ends?.low ?? null,
    high: ends?.high ?? null,
    n,
    notReached,
  };
}

/** A row of a figure that is no mean: a share, a probability, a setting. */
export function plainRow(
  of: Pick<TidyRow, "policy" | "point" | "figure" | "estimate"> & { readonly unit?: string },
  { value, low = null, high = null, n = null }: Partial<TidyRow>,
): TidyRow {
  return { unit: "", ...of, value: value ?? null, low, high, n, notReached: 0 };
}

/** "reboot.max=2; offer.soak=6h". */
export function pointText(
  names: readonly string[],
  levels: readonly (string | number | boolean | null)[],
): string {
  return names
    .flatMap((name, index) => (levels[index] === null ? [] : [`${name}=${levels[index]!}`]))
    .join("; ");
}
