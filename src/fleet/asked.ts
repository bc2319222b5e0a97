import type { Time } from "../support/time.js";

/** What a scenario asks of the metrics besides their totals. */
export interface Asked {
  /** Deadlines for patches; by the first one a release falls due [ms]. At least one. */
  readonly slas: readonly Time[];
  /** What figures are split by. */
  readonly splits: readonly ("service" | "group" | "zone" | "rack" | "cohort")[];
}
