import { z } from "zod";
import { duration, durationOrNever, share } from "../../support/quantity.js";
import { MINUTE, NEVER, type Time } from "../../support/time.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** Cincinnati's throttle: the share of hosts that see a release rises with the wall clock. */

interface LinearRamp {
  readonly duration: Time;
  readonly startShare: number;
  readonly rank: "host" | "release";
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
  rank: z
    .enum(["host", "release"])
    .default("host")
    .describe(
      "Whether the same hosts come first at every release (`host`, as Cincinnati's wariness) or an order is drawn per release. Default host.",
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
  decide: (view, memory, { delay, duration, startShare, rank, channel }) =>
    followPublications(view, memory, {
      channel,
      rank,
      schedule: (publishedAt) => {
        const start = publishedAt + delay;
        if (duration === NEVER) return [[start, startShare]];
        return [
          [start, startShare],
          [start + Math.max(duration, MINUTE), 1],
        ];
      },
    }),
});
