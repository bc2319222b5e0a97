/** A moment of simulated time [ms since the start of the run], an integer, exact up to 2^53. */
export type Time = number;

/** One second [ms]. */
export const SECOND = 1_000;
/** One minute [ms]. */
export const MINUTE = 60 * SECOND;
/** One hour [ms]. */
export const HOUR = 60 * MINUTE;
/** One day [ms]. */
export const DAY = 24 * HOUR;
/** One week [ms]. */
export const WEEK = 7 * DAY;

/** A moment later than every event: "never". */
export const NEVER: Time = Number.POSITIVE_INFINITY;
