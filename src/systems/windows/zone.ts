import { HOUR, MINUTE, SECOND, WEEK } from "../../support/time.js";

/**
 * Local time of IANA zones, daylight saving included. The rules are those that the JavaScript engine carries (ICU): a run
 * whose windows name a zone repeats bit for bit where these are the same.
 */

/** From a moment on [ms since 1970-01-01 00:00 UTC], local time minus UTC [ms]. */
export type ZoneOffset = readonly [since: number, offset: number];

/** `GMT`, `GMT+01:00`, `GMT-00:25:21`. */
const OFFSET = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** Whether the engine knows a zone by this name. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Spans worked out before: every replication asks for the same one. */
const known = new Map<string, readonly ZoneOffset[]>();

/**
 * The offsets of a zone over a span, in order, the first one from its start. Clocks that change twice within a week, which no
 * zone's do, may be missed. Costs some 2 ms a year the first time.
 *
 * @param from @param until [ms since 1970-01-01 00:00 UTC, whole seconds]
 * @returns undefined where no such zone is known.
 * @see tz database (iana.org/time-zones); ECMA-402, timeZoneName "longOffset"
 */
export function zoneOffsets(
  zone: string,
  from: number,
  until: number,
): readonly ZoneOffset[] | undefined {
  const key = `${zone} ${from} ${until}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (!isZone(zone)) return undefined;
  const offsets = searchOffsets(formatOf(zone), from, until);
  known.set(key, offsets);
  return offsets;
}

function searchOffsets(format: Intl.DateTimeFormat, from: number, until: number): ZoneOffset[] {
  let last = offsetAt(format, from);
  const offsets: ZoneOffset[] = [[from, last]];
  for (let low = from; low < until; low += WEEK) {
    const high = Math.min(low + WEEK, until);
    const offset = offsetAt(format, high);
    if (offset === last) continue;
    offsets.push([changeBetween(format, low, high), offset]);
    last = offset;
  }
  return offsets;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
}

/** The second at which the offset changes; it is the old one at `low` and the new one at `high`. */
function changeBetween(format: Intl.DateTimeFormat, low: number, high: number): number {
  const old = offsetAt(format, low);
  let [before, after] = [0, Math.ceil((high - low) / SECOND)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(format, low + middle * SECOND) === old) before = middle;
    else after = middle;
  }
  return low + after * SECOND;
}

function offsetAt(format: Intl.DateTimeFormat, moment: number): number {
  const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes, seconds] = OFFSET.exec(name ?? "") ?? [];
  const size =
    Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * SECOND;
  return sign === "-" ? 0 - size : size;
}
