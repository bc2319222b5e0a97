import { z } from "zod";
import { duration } from "../../support/quantity.js";
import { MINUTE, type Time } from "../../support/time.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/**
 * CoreUpdate's rate: a hash of machine id and version against the part of the window that has passed.
 *
 * @see coreos/fedora-coreos-tracker#83 (second hand; the server's source was never public)
 */
export const perVersionRamp = definePart<
  { readonly window: Time; readonly channel: string },
  Standings
>({
  role: "offer",
  name: "per-version-ramp",
  doc: "The share of hosts that may take a release rises linearly over a window from its publication, in an order drawn anew for each version, so that the canaries rotate.",
  config: z.strictObject({
    window: duration()
      .prefault("48h")
      .describe(
        "From the first host to the last, at least 1m. Default 48h, the middle of the 24h to 72h that are known at second hand (coreos/fedora-coreos-tracker#83).",
      ),
    channel: followedChannel().default("own"),
  }),
  start: () => [],
  decide: (view, memory, { window, channel }) =>
    followPublications(view, memory, {
      channel,
      rank: "release",
      schedule: (publishedAt) => [
        [publishedAt, 0],
        [publishedAt + Math.max(window, MINUTE), 1],
      ],
    }),
});
