import { z } from "zod";
import type { Quota, View } from "../../fleet/control/policy-contract.js";
import { count, duration } from "../../support/quantity.js";
import type { Time } from "../../support/time.js";
import { officeHours } from "../../systems/nebraska/office-hours.js";
import { isZone } from "../../systems/windows/zone.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";
import { offsetsOf } from "../time-zone.js";

/** A group of a Nebraska server: what its administrator sets. */
interface Nebraska {
  readonly channel: string;
  readonly max: number;
  readonly period: Time;
  readonly timeout: Time;
  readonly safeMode: boolean;
  readonly officeHours: boolean;
  /** Undefined: none that is known. */
  readonly timeZone: string | undefined;
}

const config = z.strictObject({
  channel: followedChannel().default("own"),
  max: count()
    .default(999_999)
    .describe(
      "Updates granted in any `period`, and updates in progress, at most; from 900000 on no limit, unless in safe mode. Default 999999, as the groups Flatcar ships (flatcar/nebraska backend/pkg/api/db/migrations).",
    ),
  period: duration()
    .refine((period) => period > 0, { error: "expected a period above 0s" })
    .prefault("1m")
    .describe("Length of the trailing period. Default 1m, as the groups Flatcar ships."),
  timeout: duration()
    .prefault("60m")
    .describe(
      "An update in progress for longer no longer counts against `max`. Default 60m, as the groups Flatcar ships.",
    ),
  safeMode: z
    .boolean()
    .default(false)
    .describe(
      "One host at a time until an attempt at the version has ended, well or not; a time-out switches the group off. Default false, as the groups Flatcar ships (the column's own default is true).",
    ),
  officeHours: z
    .boolean()
    .default(false)
    .describe("Whether it grants only from Monday to Friday, 09:00 to 17:00. Default false."),
  timeZone: z
    .string()
    .transform((zone) => (isZone(zone) ? zone : undefined))
    .prefault("")
    .describe(
      "Time zone of the office hours, as `Europe/Berlin`; without one that is known, office hours never come. Default: none.",
    ),
});

/**
 * The channel's package for everybody, as far as the counts of the group allow; floors are releases marked as barriers.
 *
 * @see flatcar/nebraska backend/pkg/api/updates.go
 */
export const nebraska = definePart<Nebraska, Standings>({
  role: "offer",
  name: "nebraska",
  doc: "Nebraska: the server counts grants per period, updates in progress and time-outs, and grants to whoever asks first. It believes what it is told: an error opens safe mode's gate as a success does, a host that fell back counts as complete and is granted the same version again, and a host silent for a day is forgotten.",
  config,
  start: () => [],
  decide: (view, memory, settings) =>
    followPublications(view, memory, {
      channel: settings.channel,
      rank: "host",
      schedule: (publishedAt) => [[publishedAt, 1]],
      quota: quotaOf(view, settings),
    }),
});

function quotaOf(view: View, settings: Nebraska): Quota {
  const { max, period, timeout, safeMode, timeZone } = settings;
  const offsets = timeZone === undefined ? undefined : offsetsOf(view, timeZone);
  const hours = settings.officeHours ? officeHours(offsets) : undefined;
  return { max, period, timeout, safeMode, officeHours: hours };
}
