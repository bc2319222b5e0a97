/** What a requirement says of the replications at one value: met, missed, or not to be told yet. */
import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import { figureKey } from "../../metrics/figure.js";
import type { Limit, Requirement } from "../../scenario/plan-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import { clopperPearson, proportionInterval } from "../../stats/proportion.js";
import { startShareTest } from "../../stats/share-test.js";
import { halfWidth } from "../../stats/student-t.js";
import { mean, variance } from "../../stats/summary.js";
import { isKept } from "../bounds.js";
import { type ReplicationRow, valueOf } from "../replication-row.js";
import {
  type Effort,
  type Observation,
  startChanceTest,
  startMeanTest,
  type TestErrors,
  type ValueTest,
  type Verdict,
} from "./value-test.js";

/** A figure of a value with its 95 % interval; null where it does not apply. */
export interface Figure {
  readonly n: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How a requirement is judged, by what each replication says of it. */
export interface Judge<O = Observation> {
  /** @param scenario that the replication is of. */
  readonly observe: (row: ReplicationRow, scenario: Scenario) => O;
  /**
   * Judges a number of replications that was settled beforehand, by an interval whose ends are each beyond the true figure with
   * probability `alpha` at most: either verdict is wrong as rarely.
   */
  readonly judge: (values: readonly O[], alpha: number) => Verdict;
  /** Begins a test that may stop as soon as it has a verdict. */
  readonly startTest: (errors: TestErrors, effort: Omit<Effort, "indifference">) => ValueTest<O>;
  /** What a few replications suggest, without any promise; `open`: look at some more. */
  readonly seems: (values: readonly O[]) => Verdict;
  /** Replications of a value that is close to the answer, from which its neighbours are told apart roughly. */
  readonly rough: number;
  /** Probability that the requirement is met, for a judge who knows nothing beforehand [0..1]. */
  readonly belief: (values: readonly O[]) => number;
  readonly figure: (values: readonly O[]) => Figure;
}

/** The judge of a single requirement, which need not know the scenario. */
export interface SingleJudge extends Judge {
  readonly observe: (row: ReplicationRow) => Observation;
}

/** Makes the judge of a requirement. @param indifference in the unit of the figure; null for none. */
export function judgeOf(requirement: Requirement, indifference: number | null): SingleJudge {
  return requirement.kind === "chance"
    ? chanceJudge(requirement.holds, mostMissed(requirement.least), indifference)
    : meanJudge(requirement.limit, indifference);
}

/** Largest share of replications that may miss their bounds, without the noise of binary fractions [0..1]. */
export function mostMissed(least: number): number {
  return Number((1 - least).toPrecision(12));
}

/** Replications of a rough look at a value, at least and at most. */
const ROUGH = [30, 250] as const;
/** Replications, times the share that may miss, of a rough look: one that misses twice as often as it may shows in many cases. */
const ROUGH_SHARE = 0.3;
/** How often a rough look may take a value for a miss that is none. */
const HASTE = 0.1;

/** Observations are 1 where a replication misses a bound and 0 where it keeps them all. */
function chanceJudge(
  holds: readonly Limit[],
  most: number,
  indifference: number | null,
): SingleJudge {
  const missed = (values: readonly Observation[]): number =>
    values.filter((value) => value !== 0).length;
  return {
    observe: (row) =>
      holds.every((limit) => {
        const key = figureKey(limit);
        return isKept(limit, valueOf(row, key), row.notReached[key] ?? null);
      })
        ? 0
        : 1,
    judge(values, alpha) {
      const { low, high } = clopperPearson(missed(values), values.length, 1 - 2 * alpha);
      return high <= most ? "meets" : low > most ? "fails" : "open";
    },
    startTest: (errors, effort) => startChanceTest(most, errors, { ...effort, indifference }),
    seems(values) {
      if (missed(values) <= most * values.length) return "meets";
      if (values.length >= Math.min(MOST_ROUGH, 2 / most)) return "fails";
      const test = startShareTest({ bound: most, atMost: HASTE, above: HASTE, most: MOST_ROUGH });
      for (const value of values) test.add(value !== 0);
      return test.verdict === "above" ? "fails" : "open";
    },
    rough: Math.ceil(Math.min(ROUGH[1], Math.max(ROUGH[0], ROUGH_SHARE / most))),
    // A flat prior; the beta distribution function by way of the binomial one.
    belief: (values) => 1 - binomialCdf(missed(values), values.length + 1, most),
    figure(values) {
      const { low, high } = proportionInterval(missed(values), values.length);
      return { n: values.length, value: missed(values) / values.length, low, high };
    },
  };
}

/** Replications of one value that a guess takes at most. */
const MOST_ROUGH = 500;

/** Replications that are all alike until they are taken to be so always. */
const ALIKE = 30;

/** Observations are the metric's own values. */
function meanJudge(limit: Limit, indifference: number | null): SingleJudge {
  const { min, max } = limit;
  const key = figureKey(limit);
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  const interval = (values: readonly Observation[], alpha: number) => {
    const known = whole(values);
    if (known === undefined) return undefined;
    const spread = variance(known) ?? 0;
    const half =
      spread === 0 && known.length < ALIKE
        ? Number.POSITIVE_INFINITY
        : halfWidth(known.length, spread, 1 - 2 * alpha)!;
    return { low: mean(known) - half, high: mean(known) + half };
  };
  return {
    // A time that was not reached is later than it was waited for, which says enough only where it may not be too early.
    observe: (row) =>
      valueOf(row, key) ?? (max === undefined ? (row.notReached[key] ?? null) : null),
    judge(values, alpha) {
      const found = interval(values, alpha);
      if (found === undefined) return "fails";
      if (found.low >= low && found.high <= high) return "meets";
      return found.high < low || found.low > high ? "fails" : "open";
    },
    startTest: (errors, effort) =>
      startMeanTest({ low, high, interval }, errors, { ...effort, indifference }),
    seems(values) {
      const known = whole(values);
      return known !== undefined && mean(known) >= low && mean(known) <= high ? "meets" : "fails";
    },
    rough: 20,
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
