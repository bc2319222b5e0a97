import { MINUTE, SECOND, type Time } from "../../support/time.js";

/**
 * When a balena supervisor asks for its target state.
 *
 * @see balena-os/balena-supervisor src/api-binder/poll.ts, src/lib/constants.ts
 */

/** Each wait is longer by up to this, so that a site with many devices does not ask at once. */
export const LARGEST_JITTER: Time = MINUTE;

/** Wait after the first fetch that failed; doubled at each further one. */
const FIRST_RETRY: Time = 15 * SECOND;

/**
 * The wait after so many failed fetches in a row [ms], without jitter; never longer than the ordinary one.
 *
 * @param failures 1 after the first one that failed.
 */
export function fetchRetry(poll: Time, failures: number): Time {
  let wait = FIRST_RETRY;
  for (let i = 1; i < failures && wait < poll; i++) wait *= 2;
  return Math.min(wait, poll);
}
