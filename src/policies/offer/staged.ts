import { z } from "zod";
import type { OfferSchedule } from "../../fleet/control/policy-contract.js";
import { DAY, type Time } from "../../support/time.js";
import {
  stagingDays,
  stagingShares,
  type StagingSchedule,
} from "../../systems/chromeos/staging.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

interface Staged {
  readonly schedule: StagingSchedule;
  readonly channel: string;
}

const step = z.tuple([
  z.int().min(1).max(28).describe("Days after the release."),
  z.int().min(0).max(100).describe("Percent of the devices that have it by then."),
]);

/** ChromeOS's staging of managed devices. */
export const staged = definePart<Staged, Standings>({
  role: "offer",
  name: "staged",
  doc: "Each device draws once how many days it waits after a release, from a schedule of days and percents, and keeps that for every release: the same devices are always first.",
  config: z.strictObject({
    schedule: z
      .array(step)
      .refine((schedule) => schedule.length === 0 || stagingDays(schedule) > 0, {
        error: "expected days and percents that rise from step to step, and 100 at the end",
      })
      .default([])
      .describe(
        "Steps of [days, percent], 1 to 28 days, rising, the last percent 100. Default: none, everybody at once (update_engine update_manager/staging_utils.cc: no schedule in the device policy, no staging).",
      ),
    channel: followedChannel().default("own"),
  }),
  start: () => [],
  decide: (view, memory, { schedule, channel }) =>
    followPublications(view, memory, {
      channel,
      rank: "host",
      schedule: (publishedAt) => stepsOf(publishedAt, schedule),
    }),
});

/** The share steps up at whole days; no schedule: everybody at once. */
function stepsOf(publishedAt: Time, schedule: StagingSchedule): OfferSchedule {
  if (schedule.length === 0) return [[publishedAt, 1]];
  let before = 0;
  return stagingShares(schedule).flatMap(([days, share]) => {
    const at = publishedAt + days * DAY;
    const step = [[at, before] as const, [at, share] as const];
    before = share;
    return step;
  });
}
