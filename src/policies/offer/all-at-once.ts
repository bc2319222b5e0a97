import { z } from "zod";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** Offers without channels: the baseline against which testing before release is measured. */
export const allAtOnce = definePart<Record<string, never>, Standings>({
  role: "offer",
  name: "all-at-once",
  doc: "Every release goes to every group as soon as it appears on any channel; channels are ignored.",
  config: z.strictObject({}),
  start: () => [],
  decide: (view, memory) =>
    followPublications(view, memory, {
      channel: "earliest",
      rank: "host",
      schedule: (publishedAt) => [[publishedAt, 1]],
    }),
});
