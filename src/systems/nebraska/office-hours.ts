import { DAY, HOUR, type Time } from "../../support/time.js";
import type { OpenTimes } from "../windows/open-times.js";

/** Monday to Friday, 09:00 to the last millisecond before 17:00, local time. */
const WEEK_OF_OFFICE: OpenTimes["week"] = [0, 1, 2, 3, 4].map((day): readonly [Time, Time] => [
  day * DAY + 9 * HOUR,
  day * DAY + 17 * HOUR - 1,
]);

/**
 * When a group with office hours grants.
 *
 * @param offsets how far its time zone is from UTC (`OpenTimes.offsets`); undefined: no zone is set or nobody knows it, and it never grants.
 * @see flatcar/nebraska backend/pkg/api/updates.go: inOfficeHoursNow
 */
export function officeHours(offsets: OpenTimes["offsets"] | undefined): OpenTimes {
  return offsets === undefined ? { week: [], offsets: [] } : { week: WEEK_OF_OFFICE, offsets };
}
