import type {} from "vitest";
import type { ReplicationOptions } from "./matcher-result.js";
import type { SurviveOptions } from "./matchers.js";
import type { BeatOptions } from "./objective.js";
import type { Limit } from "./limits.js";

/** The matchers as vitest knows them: `expect.extend(matchers)` in a set-up file makes them so. */

interface ShakedownMatchers<R> {
  /** Searches for faults that break the policy, and finds none that is its fault. */
  toSurvive(options?: SurviveOptions): Promise<R>;
  /** Serves at least this share of the wanted container time in every replication [0..1]. */
  toStayAvailable(atLeast: number, options?: ReplicationOptions): R;
  /** Ends every spell of failed boots within a time such as `2h`, and leaves none open. */
  toRecoverWithin(time: string, options?: ReplicationOptions): R;
  /** Brings releases to 99 % of the hosts within a time such as `7d`. */
  toUpdateWithin(time: string, options?: ReplicationOptions): R;
  /** Brings each release that stands, or a newer one, to every host within a time such as `7d`. */
  toUpdateEverybodyWithin(time: string, options?: ReplicationOptions): R;
  /** Offers a release whose defect bites no more within a time such as `6h`, by halt or withdrawal. */
  toHaltWithin(time: string, options?: ReplicationOptions): R;
  /** Lets at most so many hosts run a bad release [hosts]. */
  toExposeAtMost(hosts: number, options?: ReplicationOptions): R;
  /** Never lets a service fall below its disruption budget. */
  toKeepBudgets(options?: ReplicationOptions): R;
  /** Keeps a metric within bounds in its unit. */
  toKeep(limit: Limit, options?: ReplicationOptions): R;
  /** Finishes its rollouts and keeps the constraints of the scenario's objective. */
  toMeetObjective(options?: ReplicationOptions): R;
  /** Is significantly better than another policy of the scenario under the same luck. */
  toBeatPolicy(other: string, options?: BeatOptions): R;
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- This is how vitest is extended.
  interface Matchers<T> extends ShakedownMatchers<T> {}
}

export { matchers } from "./matchers.js";
