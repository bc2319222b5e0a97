import { NEVER, type Time, WEEK } from "../../support/time.js";

/** When something may begin: intervals of the week in local time, and how far local time is from UTC. */
export interface OpenTimes {
  /** [from, until] of the local week [ms since Monday 00:00], `until` inclusive, in order and apart; none: never. */
  readonly week: readonly (readonly [from: Time, until: Time])[];
  /** Local time minus UTC from a time of the run on [ms]; in order, before the first 0; empty: UTC. */
  readonly offsets: readonly (readonly [since: Time, offset: number])[];
  /** It is open at these times too: windows of other zones. */
  readonly also?: readonly OpenTimes[];
}

/** Local time of the week at a time of the run. `weekOffset`: time of the week, UTC, at which the run started [ms]. */
export function localTimeOfWeek(times: OpenTimes, at: Time, weekOffset: Time): Time {
  const { offsets } = times;
  let offset = 0;
  for (let i = 0; i < offsets.length && offsets[i]![0] <= at; i++) offset = offsets[i]![1];
  const local = (at + weekOffset + offset) % WEEK;
  return local < 0 ? local + WEEK : local;
}

/** Whether it is open at a time of the run. */
export function isOpen(times: OpenTimes, at: Time, weekOffset: Time): boolean {
  const local = localTimeOfWeek(times, at, weekOffset);
  return (
    times.week.some(([from, until]) => from <= local && local <= until) ||
    (times.also?.some((others) => isOpen(others, at, weekOffset)) ?? false)
  );
}

/** First moment at or after `now` at which it is open; `NEVER` where it never is. */
export function nextOpening(times: OpenTimes, now: Time, weekOffset: Time): Time {
  let earliest = nextOpeningInZone(times, now, weekOffset);
  const { also } = times;
  for (let i = 0; also !== undefined && i < also.length; i++) {
    earliest = Math.min(earliest, nextOpeningInZone(also[i]!, now, weekOffset));
  }
  return earliest;
}

function nextOpeningInZone(times: OpenTimes, now: Time, weekOffset: Time): Time {
  if (times.week.length === 0) return NEVER;
  let from = now;
  for (const [since] of times.offsets) {
    if (since <= from) continue;
    const at = openingFrom(times, from, weekOffset);
    if (at < since) return at;
    from = since;
  }
  return openingFrom(times, from, weekOffset);
}

/** The same as long as local time does not jump. */
function openingFrom(times: OpenTimes, now: Time, weekOffset: Time): Time {
  const local = localTimeOfWeek(times, now, weekOffset);
  return now + Math.max(0, untilOpening(times.week, local));
}

/**
 * How long until times of the week open [ms]; not above 0 while they are open: minus the time since they opened. `NEVER` where
 * there are none.
 *
 * @param local time of the local week [0..WEEK)
 */
export function untilOpening(week: OpenTimes["week"], local: Time): Time {
  let wait = NEVER;
  for (const [from, until] of week) {
    if (from <= local && local <= until) return openedBefore(week, from) - local;
    const ahead = from > local ? from - local : from + WEEK - local;
    if (ahead < wait) wait = ahead;
  }
  return wait;
}

/** When an interval opened: before the week did, where it goes on from the end of the week before. */
function openedBefore(week: OpenTimes["week"], from: Time): Time {
  const [lastFrom, lastUntil] = week.at(-1)!;
  return from === 0 && lastFrom > 0 && lastUntil >= WEEK - 1 ? lastFrom - WEEK : from;
}
