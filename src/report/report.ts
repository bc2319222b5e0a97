import type { Comparison } from "../experiment/comparison.js";

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
  /** What the answer rests on, and what it does not show. */
  readonly caveats: readonly string[];
  /** The metrics that matter most first. */
  readonly rows: readonly ReportRow[];
  readonly comparison: Comparison;
}

/** The policies in order of what they lose, least first. */
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
  /** 1 is best; policies of which none is shown to be better share a place. */
  readonly place: number;
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
  readonly doc: string;
  /** Whether it belongs into the short table. */
  readonly isKey: boolean;
  /** In the order of the policies. */
  readonly cells: readonly ReportCell[];
  /** Said where no policy is best beyond chance. */
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
  /** The mean in the unit of the row, to sort by; null where there is none. */
  readonly sortKey: number | null;
  /** Better than every other policy beyond chance (95 % intervals of the paired differences). */
  readonly isBest: boolean;
  /** "+571 ± 19" from the first policy; null for the first itself. */
  readonly difference: string | null;
  /** Whether that difference is beyond chance. */
  readonly differs: boolean;
}
