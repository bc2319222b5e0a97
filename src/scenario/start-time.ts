import { z } from "zod";
import { shown } from "../support/quantity.js";
import { DAY, WEEK, type Time } from "../support/time.js";

/** The schema of the moment at which a run starts, an ISO 8601 date or date and time in UTC. */
export function startTime() {
  const error = (issue: { readonly input?: unknown }) =>
    `expected a date or a UTC date and time such as 2015-07-14T00:00:00Z, got ${shown(issue.input)}`;
  const isoTime = z.union([z.iso.datetime(), z.iso.date()]);
  return z
    .string({ error })
    .refine((text) => isoTime.safeParse(text).success, { error })
    .meta({ examples: ["2015-07-14T00:00:00Z"] });
}

/** A moment that `startTime` accepted [ms since 1970-01-01 00:00 UTC]. */
export function startOf(start: string): number {
  return Date.parse(start);
}

/** Time of the week of a moment that `startTime` accepted [ms since Monday 00:00 UTC]. */
export function timeOfWeek(start: string): Time {
  // 1 January 1970 was a Thursday.
  return (((startOf(start) + 3 * DAY) % WEEK) + WEEK) % WEEK;
}
