import type { Time } from "../support/time.js";

/** What a scenario asks of the metrics besides their totals. */
export interface Asked {
  /** Deadlines for patches; by the first one a release falls due [ms]. At least one. */
  readonly slas: readonly Time[];
  /** What figures are split by. */
  readonly splits: readonly ("service" | "group" | "zone" | "rack" | "cohort")[];
  /** What things cost; left out where nothing has a price. */
  readonly prices?: Prices | undefined;
}

/** Prices of a scenario, in its currency; of what is left out nobody asks. */
export interface Prices {
  /** Of a container of each service that is down, in their order [money per hour]. */
  readonly containerDown?: readonly number[] | undefined;
  /** Of a host that is not patched [money per hour]. */
  readonly unpatchedHost?: number | undefined;
  /** Of an operator [money per hour], and how long each halt keeps one busy [ms]. */
  readonly operator?: { readonly amount: number; readonly halt: Time } | undefined;
  /** Of a host beyond those that containers fill [money per hour]. */
  readonly spareHost?: number | undefined;
  /** Of a new instance in the place of a host [money]. */
  readonly replacedHost?: number | undefined;
  /** Of a patch deadline that is missed [money], and which of `slas` that is [ms]. */
  readonly missedDeadline?: { readonly amount: number; readonly sla: Time } | undefined;
}
