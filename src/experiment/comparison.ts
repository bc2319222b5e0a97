import type { Blocker } from "../fleet/blockers/blocker.js";
import type { Stall } from "../fleet/blockers/stall.js";
import type { Interval } from "../stats/interval.js";
import type { Completion } from "./completion.js";
import type { NoReturn } from "./no-return/no-return.js";
import type { ConstraintResult, Verdict } from "./verdict.js";
import type { Robustness } from "./robust/robustness.js";

/** Version of the format of a comparison. */
export const COMPARISON_SCHEMA = "shakedown.comparison/v2";

/**
 * What an experiment found, as plain data: the input of every report. Serialises to JSON without loss.
 * Figures come in base units: [ms] became [s] or [h] as the unit of the metric says.
 */
export interface Comparison {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly version: string;
  readonly scenario: ScenarioFacts;
  /** In the order of the scenario; differences are from the first. */
  readonly policies: readonly PolicyResult[];
  /** Which policy is best, and how sure that is. */
  readonly verdict: Verdict;
  readonly metrics: readonly MetricFacts[];
  /** Fault windows of replication 0, for shading; times in [ms]. */
  readonly faults: readonly {
    readonly label: string;
    readonly kind: string;
    readonly from: number;
    readonly until: number;
    readonly hosts: number;
  }[];
  /** How many releases there were and how many of them were bad, over the replications; left out where no train draws them. */
  readonly drawnReleases?: DrawnReleases | undefined;
  /** When releases appeared on and vanished from channels in replication 0 [ms]. */
  readonly publications: readonly {
    readonly at: number;
    readonly release: string;
    readonly channel: string;
    readonly kind: "published" | "withdrawn";
  }[];
  readonly expectations: readonly ExpectationResult[];
  /** True when the run was interrupted and rests on fewer replications than asked for. */
  readonly partial: boolean;
  /** The rule by which the run stopped; null where the scenario gives a number of replications. */
  readonly stopping: StoppingFacts | null;
  /** How wrong the guesses may be before another policy wins; left out where that was not asked for. */
  readonly robustness?: Robustness | undefined;
}

/** A stopping rule and what came of it. */
export interface StoppingFacts {
  /** [0..1]; null where the rule asks for none. */
  readonly relativeHalfWidth: number | null;
  /** The metrics it is asked of; null: what is lost. */
  readonly metrics: readonly string[] | null;
  /** The selection of the best; null where the rule asks for none. */
  readonly best: {
    readonly metric: string | null;
    /** In the unit of the metric. */
    readonly indifference: number;
    readonly confidence: number;
    /** The policy that was chosen; null where the replications did not suffice. */
    readonly chosen: string | null;
  } | null;
  /** Most replications that were allowed. */
  readonly max: number;
  readonly isMet: boolean;
}

/** What is said of the scenario. */
export interface ScenarioFacts {
  readonly name: string;
  /** As given on the command line. */
  readonly file: string;
  /** The plain words at the top of the file. */
  readonly description: string;
  /** Hash of the scenario's content, 16 hex digits. */
  readonly hash: string;
  /** Hash of what every policy meets alike, 16 hex digits: comparisons that share it and the seed met the same luck. */
  readonly worldHash: string;
  readonly seed: string;
  /** [ms] */
  readonly horizon: number;
  readonly replications: number;
  readonly hosts: number;
  readonly containers: number;
  readonly zones: readonly string[];
  readonly assumptions: readonly Assumption[];
}

/** A figure of the scenario and where it comes from. */
export interface Assumption {
  /** Path in the scenario, "fleet.groups.0.hosts". */
  readonly path: string;
  readonly value: string;
  /** A source, or undefined: then it is assumed. */
  readonly source?: string;
}

/** A metric as the report prints it. */
export interface MetricFacts {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly doc: string;
  readonly better: "lower" | "higher" | "neither";
}

/** An estimate over replications. */
export interface Estimate {
  /** Replications it rests on: those in which the metric applied. */
  readonly n: number;
  readonly mean: number;
  /** Half the width of the 95 % Student-t interval; null where n < 2. */
  readonly halfWidth: number | null;
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** The 95 % interval of the mean by the method that is right for the sample; null where n < 2. */
  readonly interval: Interval | null;
}

/** An estimate of a metric, with what a mean does not say. */
export interface MetricEstimate extends Estimate {
  /**
   * Replications in which it is a time that was not reached. They count with as long as was waited, so that mean, median and
   * largest value are at least what is said.
   */
  readonly notReached: number;
  /** The 95 % interval of the median; null where n is too small for one. */
  readonly medianInterval: Interval | null;
  /** In how many replications it was not 0, and the 95 % interval of that probability. */
  readonly happened: { readonly count: number; readonly interval: Interval };
}

/** An estimate of a figure of a part of the fleet. */
export type PartEstimate = Pick<MetricEstimate, "n" | "mean" | "halfWidth" | "max" | "notReached">;

/** A paired difference from the first policy under common random numbers. */
export interface PairedDifference extends Estimate {
  /** Variance of the paired difference over that of independent runs; below 1 the pairing helps; null where undefined. */
  readonly varianceRatio: number | null;
}

/** A band over replications at `times` [ms], each the end of a bin. */
export interface Band {
  readonly times: readonly number[];
  readonly low: readonly number[];
  readonly mean: readonly number[];
  readonly high: readonly number[];
}

/** The share of boot-failure episodes that last longer than each of `times` [ms], with its pointwise 95 % interval. */
export interface RecoveryCurve {
  /** Ascending, evenly spaced on a logarithmic axis from a second to the horizon. */
  readonly times: readonly number[];
  readonly share: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Episodes in all, and those of them that had not ended at the horizon. */
  readonly episodes: number;
  readonly open: number;
}

/** Releases that differ between replications, in the order of those; the same for every policy. */
export interface DrawnReleases {
  /** Of trains, without their fixes [releases]. */
  readonly released: readonly number[];
  /** Those of them with a defect [releases]. */
  readonly bad: readonly number[];
}

/** What one policy did. */
export interface PolicyResult {
  readonly name: string;
  readonly preset: string | null;
  /** One sentence. */
  readonly description: string;
  readonly metrics: Readonly<Record<string, MetricEstimate>>;
  /** Of parts of the fleet, by `figureKey`. */
  readonly parts: Readonly<Record<string, PartEstimate>>;
  /** Whether it got done what it was to do. */
  readonly completion: Completion;
  /** The constraints of the objective; empty where there are none. */
  readonly constraints: readonly ConstraintResult[];
  /** Empty for the first policy. */
  readonly differences: Readonly<Record<string, PairedDifference>>;
  /** p5, mean and p95 over replications. */
  readonly bands: Readonly<Record<string, Band>>;
  /** Pooled observations, ascending; thinned to at most 2,000 evenly spaced order statistics, `total` says of how many. */
  readonly samples: Readonly<
    Record<string, { readonly total: number; readonly values: readonly number[] }>
  >;
  /** How long boot-failure episodes last; null where none began. */
  readonly recovery: RecoveryCurve | null;
  /** One value per replication and metric, in the order of replications; null: does not apply, or was not reached. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** By metric, how long each replication waited for a time that it did not reach; null elsewhere. Only metrics with such replications. */
  readonly waited: Readonly<Record<string, readonly (number | null)[]>>;
  /** Until when a halt of a bad release still helps; left out where that was not asked for. */
  readonly noReturn?: NoReturn | undefined;
  readonly breaches: readonly BreachResult[];
  /** The groups that stand still at the end, the one with most hosts that wait first. */
  readonly stalls: readonly StalledGroup[];
  /** Hash of the transitions of replication 0. */
  readonly traceHash: string;
  /** Events of all replications [events]. */
  readonly events: number;
}

/** An invariant that did not hold. */
export interface BreachResult {
  readonly invariant: string;
  readonly replication: number;
  /** [ms] */
  readonly time: number;
  readonly message: string;
  /** The one line that reproduces it. */
  readonly reproduce: string;
}

/** A group that stands still at the end of replications under a policy: hosts wait, and none gets on. */
export interface StalledGroup {
  readonly group: string;
  /** Hosts of the group [hosts]. */
  readonly hosts: number;
  /** Replications at whose end it stands still. */
  readonly replications: number;
  /** Hosts that wait at the end of one of these [hosts]. */
  readonly waiting: { readonly mean: number; readonly min: number; readonly max: number };
  /** Since when nobody has got on in one of these [ms]. */
  readonly since: { readonly first: number; readonly median: number; readonly last: number };
  /** Why, over these replications, the reason that keeps most hosts first. */
  readonly causes: readonly StalledCause[];
  /** The first of these replications, and how it stands still at its end. */
  readonly replication: number;
  readonly first: Stall;
  /** The line that tells its story. */
  readonly reproduce: string;
}

/** One reason for which hosts of a group wait at the end. */
export interface StalledCause {
  /** In the first replication in which there was one. */
  readonly root: Blocker;
  /** Hosts that wait for it at the end, over the replications at whose end the group stands still [hosts, mean]. */
  readonly hosts: number;
  /** Replications in which some host waits for it. */
  readonly replications: number;
}

/** A line of `expect:` and how it came out. */
export interface ExpectationResult {
  readonly text: string;
  readonly policy: string;
  /** The figure, by `figureKey`. */
  readonly metric: string;
  readonly met: boolean;
  /** What was found, as its text is to be read: a mean or quantile in the unit of the metric, or a share of replications; null: nothing. */
  readonly found: string;
  readonly estimate: Estimate | null;
}
