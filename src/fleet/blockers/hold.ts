import type { Time } from "../../support/time.js";

/** What a policy knows of why it lets a release go no further. */

/** Why a part of a policy does not let more hosts have a release. */
export interface Hold {
  /**
   * `reports`: too few of the hosts let in have reported success; `soak`: a time has to pass first; `failures`, `troubles`,
   * `silence`: too many have failed, are in trouble, or have not been heard of; `person`: somebody has to let it go on; `order`:
   * somebody ordered it; `withdrawn`: it is gone from the channel that the part follows; `patch-day`: it is no day for reboots.
   */
  readonly why:
    | "reports"
    | "soak"
    | "failures"
    | "troubles"
    | "silence"
    | "person"
    | "order"
    | "withdrawn"
    | "patch-day";
  /** What was counted, and how much of it is needed (`reports`) or allowed (`failures`, `troubles`, `silence`) [hosts or reports]. */
  readonly counted?: number;
  readonly limit?: number;
  /** Hosts that were let in so far [hosts]. */
  readonly of?: number;
  /** The wave that is open, from 1, and how many there are. */
  readonly wave?: number;
  readonly waves?: number;
  readonly since?: Time;
  /** When it is over by itself; left out: not by itself. */
  readonly until?: Time;
}

/** A hold and the part of the policy behind it, as `offer part canary-waves`. */
export interface NamedHold extends Hold {
  readonly by: string;
}

/** Asks a policy why it lets a release go no further in a group, both as indices; whoever has halted it comes first. */
export type HoldsBack = (group: number, release: number) => readonly NamedHold[];
