import { MINUTE, SECOND, type Time } from "../../support/time.js";

/**
 * How often locksmith's daemon asks again for a lock it did not get.
 *
 * @see coreos/locksmith locksmithctl/daemon.go, expBackoff
 */

/** Doubled before the first wait, which is thus 10 s [ms]. */
export const INITIAL_INTERVAL: Time = 5 * SECOND;
/** [ms] */
export const LONGEST_INTERVAL: Time = 5 * MINUTE;

/** The wait that follows a wait: twice as long, up to `longest` [ms]. */
export function nextInterval(interval: Time, longest: Time): Time {
  return Math.min(2 * interval, longest);
}
