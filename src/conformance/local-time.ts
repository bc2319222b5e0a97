import { DAY, type Time, WEEK } from "../support/time.js";

/** 1970-01-01 was a Thursday. */
const THURSDAY = 3 * DAY;

/**
 * Reads a local time such as `2019-04-05T09:01`.
 *
 * @returns time of the local week [ms since Monday 00:00].
 * @throws Error when it is none.
 */
export function parseLocalTime(text: string): Time {
  const time = Date.parse(`${text}Z`);
  if (Number.isNaN(time))
    throw new Error(`expected a local time such as 2019-04-05T09:01, got ${text}`);
  return (((time + THURSDAY) % WEEK) + WEEK) % WEEK;
}
