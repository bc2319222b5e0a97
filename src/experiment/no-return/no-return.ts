import type { Interval } from "../../stats/interval.js";
import type { Time } from "../../support/time.js";

/** Until when a halt of a bad release still averts a bad end: plain data, what reports are made from. */

/** Whose halt, and how its harm is measured. */
export interface HaltSubject {
  readonly policy: string;
  /** Version of the release. */
  readonly release: string;
  /** Output of a metric that measures the harm: more is worse. */
  readonly output: string;
}

/** What a halt so long after the first host took the release comes to. */
export interface HaltedAt {
  /** From the first host that took it to the halt [ms]. */
  readonly after: Time;
  /** Replications with a bad end, of how many. */
  readonly bad: number;
  readonly of: number;
  /** Of the probability of a bad end [0..1]. */
  readonly interval: Interval;
  /** Mean harm, in the metric's unit. */
  readonly harm: number;
}

/** The answer. */
export interface NoReturn extends HaltSubject {
  /** Replications in which the release did harm at all; only these count. */
  readonly harmed: number;
  readonly replications: number;
  /** Of the metric. */
  readonly unit: string;
  /** Mean harm where nobody halts, over those. */
  readonly harm: number;
  readonly halts: readonly HaltedAt[];
  /** Latest halts that averted a bad end, one a replication, ascending [ms after the first host took it]. */
  readonly latest: readonly Time[];
  /** Of their median; null where there are too few. */
  readonly interval: Interval | null;
}
