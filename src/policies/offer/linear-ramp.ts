import { z } from "zod";
import type { OfferSchedule } from "../../fleet/control/policy-contract.js";
import { duration, durationOrNever, share } from "../../support/quantity.js";
import { MINUTE, NEVER, SECOND, type Time } from "../../support/time.js";
import { endOf, type Rollout, throttle } from "../../systems/cincinnati/throttle.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** Cincinnati's throttle: the share of hosts that see a release rises with the wall clock. */

interface LinearRamp {
  readonly duration: Time;
  readonly startShare: number;
  readonly eager: number;
  readonly rank: "wariness" | "host" | "release";
  readonly channel: string;
  readonly delay: Time;
}

const config = z.strictObject({
  duration: durationOrNever()
    .prefault("48h")
    .describe(
      "From the first host to the last; `never`: the share stays at `startShare`. Default 48h, as 167 of 190 Fedora CoreOS stable rollouts (coreos/fedora-coreos-streams).",
    ),
  startShare: share().prefault("0%").describe("Share that may take it at once. Default 0%."),
  eager: share()
    .prefault("0%")
    .describe(
      "Share of hosts that name a wariness of 0 themselves: they see a release before its rollout starts (coreos/zincati#83). Default 0%.",
    ),
  rank: z
    .enum(["wariness", "host", "release"])
    .default("wariness")
    .describe(
      "Whether the same hosts come first at every release, by Cincinnati's hash of their uuid (`wariness`) or by a draw (`host`), or an order is drawn per release. Default wariness.",
    ),
  channel: followedChannel().default("own"),
  delay: duration()
    .prefault("0s")
    .describe("From publication to the start of the ramp. Default 0s."),
});

/**
 * The share rises on a straight line from `startShare` at the start to 1 after `duration`, which is at least one minute.
 *
 * @see coreos/fedora-coreos-cincinnati commons/src/policy.rs
 */
export const linearRamp = definePart<LinearRamp, Standings>({
  role: "offer",
  name: "linear-ramp",
  doc: "The share of hosts that may take a release rises linearly from its publication. A halt stops the grants, not the clock: a resumed ramp jumps to where it would have been.",
  config,
  start: () => [],
  decide: (view, memory, settings) =>
    followPublications(view, memory, {
      channel: settings.channel,
      rank: settings.rank,
      schedule: (publishedAt) => scheduleOf(publishedAt, settings),
    }),
});

/** The line of a rollout between its ends; hosts that are eager stand before all the others. */
function scheduleOf(publishedAt: Time, settings: LinearRamp): OfferSchedule {
  const { delay, startShare, eager } = settings;
  const start = publishedAt + delay;
  const duration = settings.duration === NEVER ? undefined : settings.duration / MINUTE;
  const rollout: Rollout = { start: start / SECOND, startShare, duration };
  const end = endOf(rollout);
  const points = [rollout.start, ...(end === undefined ? [] : [end])].map((now): [Time, number] => {
    // At its very end Cincinnati's line may be off by its last bit.
    const share = Math.min(1, throttle(rollout, now));
    return [Math.round(now * SECOND), eager + (1 - eager) * share];
  });
  return eager > 0 ? [[publishedAt, eager], [start, eager], ...points] : points;
}
