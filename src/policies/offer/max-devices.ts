import { z } from "zod";
import { count } from "../../support/quantity.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** Mender's deployments with `max_devices`: a number of devices, whichever ask first. */
export const maxDevices = definePart<{ readonly max: number; readonly channel: string }, Standings>(
  {
    role: "offer",
    name: "max-devices",
    doc: "Each release goes to so many hosts of a group in all, in the order in which they ask, and to no more.",
    config: z.strictObject({
      max: count()
        .default(100)
        .describe(
          "Grants of each release in each group, in all. Default 100, assumed; Mender's own default is no limit (mendersoftware/mender, order of request known at second hand).",
        ),
      channel: followedChannel().default("own"),
    }),
    start: () => [],
    decide: (view, memory, { max, channel }) =>
      followPublications(view, memory, {
        channel,
        rank: "host",
        schedule: (publishedAt) => [[publishedAt, 1]],
        total: max,
      }),
  },
);
