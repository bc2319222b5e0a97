import type { Comparison } from "../experiment/comparison.js";
import type { PolicyPair } from "../experiment/pairs.js";

/**
 * A comparison made ready for people: words, table, and the comparison itself for charts and provenance. Plain data; every
 * renderer starts from it, so that all of them say the same.
 */
export interface Report {
  readonly schema: "shakedown.report/v1";
  /** The answer in one or a few sentences. */
  readonly headline: readonly string[];
  /** The policies in order; null where there is one only, or nothing is lost. */
  readonly ranking: Ranking | null;
  /** How sure the answer is; null where there is one policy only. */
  readonly certainty: Certainty | null;
  /** The policies under which an invariant did not hold, in their order. */
  readonly broken: readonly BrokenPolicy[];
  /** What the answer rests on, and what it does not show. */
  readonly caveats: readonly string[];
  /** The metrics that matter most first. */
  readonly rows: readonly ReportRow[];
  readonly comparison: Comparison;
}

/** The policies in order, best first. */
export interface Ranking {
  /** What the order goes by, and the metrics that stand beside it. */
  readonly metrics: readonly string[];
  readonly places: readonly RankedPolicy[];
}

/** A policy in its place. */
export interface RankedPolicy {
  readonly policy: string;
  /** Position among the policies of the comparison. */
  readonly index: number;
  /** 1 is best; statistically tied policies share a place. */
  readonly place: number;
  /** "yes", or how far it came and since when it is stuck; "–" where no release fell due. */
  readonly finished: string;
  /** Whether it keeps the constraints of the objective; null where there are none. */
  readonly keeps: boolean | null;
}

/** A policy under which some invariant did not hold: whom a breach touches. The figures of all others stand. */
export interface BrokenPolicy {
  readonly policy: string;
  /** Names of the invariants that did not hold. */
  readonly invariants: readonly string[];
  /**
   * Whether its own figures are in doubt: the simulator broke a rule of its own, or a program that decides broke a rule of policies. Else
   * it is the policy that is flawed, and its figures show what the flaw costs.
   */
  readonly isInDoubt: boolean;
}

/** One metric over all policies. */
export interface ReportRow {
  readonly metric: string;
  readonly title: string;
  /** A few words for a narrow table. */
  readonly label: string;
  /** The metric that this one is a part of, or null. */
  readonly partOf: string | null;
  /** Unit of the values as printed: large ones are scaled for people. */
  readonly unit: string;
  /** What values in the unit of the metric are divided by to be printed. */
  readonly factor: number;
  readonly doc: string;
  /** Whether it belongs into the short table. */
  readonly isKey: boolean;
  /** In the order of the policies. */
  readonly cells: readonly ReportCell[];
  /** Whether a policy is significantly the best. */
  readonly verdict: string;
}

/** One figure of the table. */
export interface ReportCell {
  readonly policy: string;
  /** "41.2", or "–" where the metric does not apply. */
  readonly value: string;
  /** "3.1", or null where there is no interval. */
  readonly halfWidth: string | null;
  /** Replications behind it. */
  readonly n: number;
  /** Replications in which it is a time that was not reached: the value is then a lower bound. */
  readonly notReached: number;
  /** The mean in the unit of the row, to sort by; null where there is none. */
  readonly sortKey: number | null;
  /** Significantly better than every other policy (paired t-tests, adjusted by Holm for all pairs). */
  readonly isBest: boolean;
  /** "+571 ± 19" from the first policy; null for the first itself. */
  readonly difference: string | null;
  /** Whether that difference is significant. */
  readonly differs: boolean;
}

/** How sure the answer is: what the policies lose, pair by pair and against the best. */
export interface Certainty {
  /** Name of the metric that the answer goes by. */
  readonly metric: string;
  readonly pairs: readonly PolicyPair[];
  /** In the order of the policies; null for those that may not win, and where there are fewer than two replications. */
  readonly withBest: readonly (StandingWithBest | null)[];
}

/** A policy against the best of the others. */
export interface StandingWithBest {
  /** Lower bound of the probability that it is the best of all [0..1]. */
  readonly confidence: number;
  /** Its mean minus the least of the others lies between these, for all policies at once with 95 % confidence. */
  readonly low: number;
  readonly high: number;
}
