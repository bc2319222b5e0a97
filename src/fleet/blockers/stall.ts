import type { Time } from "../../support/time.js";
import type { Blocker } from "./blocker.js";

/** A group that stands still: hosts wait, and none has got on for longer than anybody would wait. Plain data. */
export interface Stall {
  readonly group: string;
  /** Hosts of the group, those that wait for a release, and those of them that nothing planned keeps [hosts]. */
  readonly hosts: number;
  readonly waiting: number;
  readonly blocked: number;
  /** The newest good release that the group could take. */
  readonly release: string;
  /** Since when nobody has got on [ms]: when an update last brought a host to a good release, or else when there was one to take. */
  readonly since: Time;
  /** From the first host that waits for the main cause to what it hangs on, which comes last. */
  readonly chain: readonly Blocker[];
  /** Why the blocked hosts wait, most hosts first; the first one is the main cause. */
  readonly causes: readonly StallCause[];
}

/** One reason for which hosts of a group wait. */
export interface StallCause {
  /** What it hangs on in the end. */
  readonly root: Blocker;
  /** Hosts that wait for it [hosts]. */
  readonly hosts: number;
}
