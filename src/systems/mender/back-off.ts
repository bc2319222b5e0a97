import { MINUTE, type Time } from "../../support/time.js";

/**
 * Waits between the tries of a Mender client to reach its server: each wait three times, then twice as long.
 *
 * @see mendersoftware/mender src/common/http (ExponentialBackoff)
 */

/** How often each wait is used. */
const REPEATS = 3;

/** A client's back-off [ms]. */
export interface BackOffRule {
  readonly smallest: Time;
  readonly max: Time;
  /** Tries in all, after which it gives up; 0: until the longest wait has been used three times. */
  readonly tries: number;
}

/** What it is where nobody configures another one (RetryPollIntervalSeconds, RetryPollCount). */
export const DEFAULT_RETRY: BackOffRule = { smallest: MINUTE, max: 5 * MINUTE, tries: 0 };

/**
 * The wait before a try, or -1 where the client gives up.
 *
 * @param attempt 1 is the first wait.
 */
export function retryWait({ smallest, max, tries }: BackOffRule, attempt: number): number {
  if (tries > 0 && attempt > tries) return -1;
  let wait = smallest;
  for (let used = REPEATS; used < attempt; used += REPEATS) {
    const next = Math.min(wait * 2, max);
    if (tries <= 0 && next === wait) return -1;
    wait = next;
  }
  return wait;
}
