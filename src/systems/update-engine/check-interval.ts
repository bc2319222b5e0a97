/**
 * When update_engine asks its server again. Times are whole seconds [s], as upstream counts them.
 *
 * @see coreos/update_engine src/update_engine/update_check_scheduler.cc
 */

/** Wait from the agent's start to its first check [s]. */
export const FIRST_INTERVAL = 7 * 60;
/** Wait from one check to the next where nothing is out of the ordinary [s]. */
export const PERIODIC_INTERVAL = 45 * 60;
/** How far the earliest and the latest end of an ordinary wait are apart [s]. */
export const REGULAR_FUZZ = 10 * 60;
/** No wait is longer than this before its fuzz [s]. */
export const LONGEST_INTERVAL = 4 * 60 * 60;

/** What the server's last answer was, as far as the wait depends on it. */
function isOverloaded(http: number): boolean {
  return http === 500 || http === 503;
}

/**
 * The wait that the last answer asks for [s], at most `LONGEST_INTERVAL`; 0 where it asks for none. What the server dictates
 * goes before the doubling after an error.
 *
 * @param poll wait dictated by the server [s]; 0: none.
 * @param http status of the last answer.
 * @param last wait before the last check, without its fuzz [s].
 */
export function askedInterval(poll: number, http: number, last: number): number {
  let asked = 0;
  if (poll > 0) asked = poll;
  else if (isOverloaded(http)) asked = 2 * last;
  return Math.min(asked, LONGEST_INTERVAL);
}

/** The wait until the next check, without its fuzz [s]; never shorter than the periodic one. */
export function nextInterval(asked: number): number {
  return Math.max(asked, PERIODIC_INTERVAL);
}

/** How far the earliest and the latest end of that wait are apart [s]: as far as the wait is long, once it is not the ordinary one. */
export function intervalFuzz(asked: number): number {
  return asked < PERIODIC_INTERVAL ? REGULAR_FUZZ : asked;
}

/** The shortest that a wait with this fuzz can be [s]; waits that have passed already end now. */
export function earliestDelay(interval: number, fuzz: number): number {
  return Math.max(0, interval - Math.trunc(fuzz / 2));
}

/** The longest that a wait with this fuzz can be [s]. */
export function latestDelay(interval: number, fuzz: number): number {
  return Math.max(0, interval + fuzz - Math.trunc(fuzz / 2));
}
