/** What a requirement says of the replications at one value: met, missed, or not to be told yet. */
import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import type { Limit, Requirement } from "../../scenario/plan-schema.js";
import { clopperPearson, proportionInterval } from "../../stats/proportion.js";
import { halfWidth } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";

/** What one replication says: a figure, or null where the metric does not apply, which no requirement takes for met. */
export type Observation = number | null;

/** A figure of a value with its 95 % interval; null where it does not apply. */
export interface Figure {
  readonly n: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What the replications at a value say; `open`: more are needed. */
export type Verdict = "meets" | "fails" | "open";

/** How a requirement is judged. */
export interface Judge {
  /** @param scalars of a replication, by metric. */
  readonly observe: (scalars: Readonly<Record<string, number | null>>) => Observation;
  /**
   * Judges by an interval whose ends are each beyond the true figure with probability `alpha` at most: either verdict is
   * wrong as rarely.
   */
  readonly judge: (values: readonly Observation[], alpha: number) => Verdict;
  /** Whether the requirement is met by the estimate alone. */
  readonly seemsMet: (values: readonly Observation[]) => boolean;
  /** Replications from which an estimate says roughly where the bound lies. */
  readonly rough: number;
  /** Whether the interval lies within the indifference around the bound: then no more is needed to be known. */
  readonly isNear: (values: readonly Observation[], alpha: number) => boolean;
  /** Probability that the requirement is met, for a judge who knows nothing beforehand [0..1]. */
  readonly belief: (values: readonly Observation[]) => number;
  readonly figure: (values: readonly Observation[]) => Figure;
}

/** Makes the judge of a requirement. @param indifference in the unit of the figure; null for none. */
export function judgeOf(requirement: Requirement, indifference: number | null): Judge {
  return requirement.kind === "chance"
    ? chanceJudge(requirement.holds, mostMissed(requirement.least), indifference)
    : meanJudge(requirement.limit, indifference);
}

/** Largest share of replications that may miss their bounds, without the noise of binary fractions [0..1]. */
export function mostMissed(least: number): number {
  return Number((1 - least).toPrecision(12));
}

/** Replications spent at most on a rough estimate. */
const MOST_ROUGH = 500;

/** Observations are 1 where a replication misses a bound and 0 where it keeps them all. */
function chanceJudge(holds: readonly Limit[], most: number, indifference: number | null): Judge {
  const missed = (values: readonly Observation[]): number =>
    values.filter((value) => value !== 0).length;
  const interval = (values: readonly Observation[], alpha: number) =>
    clopperPearson(missed(values), values.length, 1 - 2 * alpha);
  return {
    observe: (scalars) => (holds.every((limit) => isKept(limit, scalars[limit.metric])) ? 0 : 1),
    judge(values, alpha) {
      const { low, high } = interval(values, alpha);
      return high <= most ? "meets" : low > most ? "fails" : "open";
    },
    seemsMet: (values) => missed(values) <= most * values.length,
    // So many that a share just above the bound shows in most cases.
    rough: Math.min(MOST_ROUGH, Math.ceil(2 / most)),
    isNear(values, alpha) {
      if (indifference === null) return false;
      const { low, high } = interval(values, alpha);
      return low >= most - indifference && high <= most + indifference;
    },
    // A flat prior; the beta distribution function by way of the binomial one.
    belief: (values) => 1 - binomialCdf(missed(values), values.length + 1, most),
    figure(values) {
      const { low, high } = proportionInterval(missed(values), values.length);
      return { n: values.length, value: missed(values) / values.length, low, high };
    },
  };
}

/** Whether a value keeps its bounds; one that does not apply keeps none. */
export function isKept({ min, max }: Limit, value: number | null | undefined): boolean {
  if (value === null || value === undefined) return false;
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** Replications that are all alike until they are taken to be so always. */
const ALIKE = 30;

/** Observations are the metric's own values. */
function meanJudge({ metric, min, max }: Limit, indifference: number | null): Judge {
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  const interval = (values: readonly number[], alpha: number) => {
    const spread = variance(values) ?? 0;
    const half =
      spread === 0 && values.length < ALIKE
        ? Number.POSITIVE_INFINITY
        : halfWidth(values.length, spread, 1 - 2 * alpha)!;
    return { low: mean(values) - half, high: mean(values) + half };
  };
  return {
    observe: (scalars) => scalars[metric] ?? null,
    judge(values, alpha) {
      const known = whole(values);
      if (known === undefined) return "fails";
      const found = interval(known, alpha);
      if (found.low >= low && found.high <= high) return "meets";
      return found.high < low || found.low > high ? "fails" : "open";
    },
    seemsMet(values) {
      const known = whole(values);
      return known !== undefined && mean(known) >= low && mean(known) <= high;
    },
    rough: 0,
    isNear(values, alpha) {
      const known = whole(values);
      if (indifference === null || known === undefined) return false;
      const found = interval(known, alpha);
      return [low, high].some(
        (bound) => found.low >= bound - indifference && found.high <= bound + indifference,
      );
    },
    belief(values) {
      const known = whole(values);
      if (known === undefined) return 0;
      const error = Math.sqrt((variance(known) ?? 0) / known.length);
      const centre = mean(known);
      if (error === 0) return centre >= low && centre <= high ? 1 : 0;
      const below = (bound: number) =>
        Number.isFinite(bound)
          ? tCdf((bound - centre) / error, known.length - 1)
          : bound > 0
            ? 1
            : 0;
      return below(high) - below(low);
    },
    figure(values) {
      const known = whole(values);
      const n = values.length;
      if (known === undefined) return { n, value: null, low: null, high: null };
      const half = halfWidth(n, variance(known))!;
      return { n, value: mean(known), low: mean(known) - half, high: mean(known) + half };
    },
  };
}

/** The values where all apply: a mean over the others would leave out what went worst. */
function whole(values: readonly Observation[]): readonly number[] | undefined {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : undefined;
}
