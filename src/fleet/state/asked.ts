import type { Time } from "../../support/time.js";

/** What a scenario asks of the metrics besides their totals. */
export interface Asked {
  /** Deadlines for patches; by the first one a release falls due [ms]. At least one. */
  readonly slas: readonly Time[];
  /** Times of day by which rollouts are to be done; left out where nobody asks for one. */
  readonly doneBy?: readonly DoneBy[] | undefined;
  /** What figures are split by. */
  readonly splits: readonly ("service" | "group" | "zone" | "rack" | "cohort")[];
  /** So long after the first publication of a release [ms], each with what it is called: what had come of the release by then. */
  readonly moments?:
    | readonly { readonly label: string; readonly version: string; readonly after: Time }[]
    | undefined;
  /** What things cost; left out where nothing has a price. */
  readonly prices?: Prices | undefined;
}

/** A time of day by which each rollout is to be done: the first such moment after its publication. */
export interface DoneBy {
  /** As figures are labelled: "04:00 Europe/Berlin". */
  readonly label: string;
  /** From midnight, local time [ms]. */
  readonly at: Time;
  /** When the run starts [ms since 1970, UTC]. */
  readonly startedAt: number;
  /** From a moment on [ms since 1970], local time minus UTC [ms]; empty for UTC. */
  readonly offsets: readonly (readonly [since: number, offset: number])[];
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
