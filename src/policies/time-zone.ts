import { z } from "zod";
import type { View } from "../fleet/control/policy-contract.js";
import { shown } from "../support/quantity.js";
import { DAY } from "../support/time.js";
import type { OpenTimes } from "../systems/windows/open-times.js";
import { isZone, zoneOffsets } from "../systems/windows/zone.js";

/** The longest run there can be [ms]; offsets are worked out once for all of it. */
const SPAN = 3_650 * DAY;

/** The setting: the zone of local times, by its IANA name; UTC unless it is said. */
export function timeZone() {
  return zoneName().default("UTC");
}

/** The IANA name of a zone. */
export function zoneName() {
  return z.string().refine(isZone, {
    error: ({ input }) => `expected a time zone such as UTC or Europe/Berlin, got ${shown(input)}`,
  });
}

/** Local time minus UTC over the run, daylight saving included. */
export function offsetsOf(view: View, zone: string): OpenTimes["offsets"] {
  if (zone === "UTC") return [];
  const offsets = zoneOffsets(zone, view.startedAt, view.startedAt + SPAN) ?? [];
  return offsets.map(([since, offset]) => [since - view.startedAt, offset]);
}
