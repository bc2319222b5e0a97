import type { FleetFacts } from "../fleet/state/model.js";
import type { Transition, TransitionName } from "../fleet/state/transitions.js";
import type { Dimension } from "./figure.js";

/** One number that a metric gives per replication. */
export interface MetricOutput {
  /** Kebab-case and unique among all metrics; parts of a total are `total.part`. */
  readonly name: string;
  readonly title: string;
  /** Unit in words, "container-s", "hosts", "" for a ratio. */
  readonly unit: string;
  /** What it is, exactly: one or two sentences for the glossary of the report. */
  readonly doc: string;
  readonly better: "lower" | "higher" | "neither";
  /** What has to be so for it to have a value, as in "it applies where a boot failed". Default: it always has one. */
  readonly appliesWhere?: string;
  /** What it can be split by. */
  readonly by?: readonly Dimension[];
  /** What it has to be narrowed down by: there is no figure of the whole. */
  readonly needs?: Dimension;
  /** The time to something that a replication may end before: a value that is missing is then either not reached or does not apply. */
  readonly isCensored?: true;
}

/** What a metric found in one replication. A missing or null scalar means "does not apply", never 0. */
export interface MetricValues {
  readonly scalars: Readonly<Record<string, number | null>>;
  /** The same for parts of what is measured, by `figureKey`. */
  readonly parts?: Readonly<Record<string, number | null>>;
  /**
   * How long a time was waited for that was not reached, in the unit of the output, by `figureKey`. The value itself is null, and
   * would be at least as large. Under every policy of a replication the wait ends at the same time.
   */
  readonly notReached?: Readonly<Record<string, number>>;
  /** Time series on `SERIES_BINS` equal bins of the horizon, by name: the time average (or the value at the end) of each bin. */
  readonly series?: Readonly<Record<string, Float64Array>>;
  /** Observations pooled over replications, by name (recovery times [ms], …). */
  readonly samples?: Readonly<Record<string, readonly number[]>>;
}

/** Bins of every time series [bins]. */
export const SERIES_BINS = 240;

/** What a metric does with a transition, for each kind that it wants. */
export type MetricHandlers<State> = {
  readonly [K in TransitionName]?: (
    state: State,
    transition: Transition,
    facts: FleetFacts,
  ) => void;
};

/**
 * A metric is a fold over the transitions of one replication. `State` is plain data and typed arrays only (no functions, no
 * classes), because a fork of the run copies it with `structuredClone`. Handlers write to the state they are given and to
 * nothing else, and allocate nothing.
 */
export interface Metric<State = unknown> {
  readonly name: string;
  readonly outputs: readonly MetricOutput[];
  /** Whether anybody asks for it in this run; where nobody does it is not folded. Left out: always. */
  isAsked?(facts: FleetFacts): boolean;
  /** The state before the first transition. */
  start(facts: FleetFacts): State;
  /** What it does with transitions, by their kind. */
  readonly on: MetricHandlers<State>;
  /** What the state comes to at the horizon. */
  finish(state: State, facts: FleetFacts): MetricValues;
  /** What follows from the values of all metrics, if anything does; it stands above what `finish` gives. */
  derive?(values: MetricValues, facts: FleetFacts): MetricValues | undefined;
}

/** Keeps the type of the state inside a metric's own file; the registry holds metrics of many states. */
export function defineMetric<State>(metric: Metric<State>): Metric {
  return metric as unknown as Metric;
}
