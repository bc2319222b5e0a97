import { z } from "zod";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** Offers what a channel carries, to everybody at once. */
export const channel = definePart<{ channel: string }, Standings>({
  role: "offer",
  name: "channel",
  doc: "Every release goes to the whole group as soon as it is on the group's channel; one that is withdrawn is halted.",
  config: z.strictObject({ channel: followedChannel().default("own") }),
  start: () => [],
  decide: (view, memory, config) =>
    followPublications(view, memory, {
      channel: config.channel,
      rank: "host",
      schedule: (publishedAt) => [[publishedAt, 1]],
    }),
});
