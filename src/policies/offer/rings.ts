import { z } from "zod";
import { duration, share } from "../../support/quantity.js";
import { DAY, type Time } from "../../support/time.js";
import { followedChannel } from "../followed-channel.js";
import { followPublications, type Standings } from "../offer-standings.js";
import { definePart } from "../part.js";

/** A ring: hosts up to a share of the group, in a fixed order, and how long they put every release off. */
interface Ring {
  readonly upTo: number;
  readonly deferral: Time;
}

interface Rings {
  readonly rings: readonly Ring[];
  readonly channel: string;
}

/** The longest deferral that Windows has, of feature updates. */
const LONGEST = 365 * DAY;

const ring = z.strictObject({
  upTo: share().describe("Share of the group in this ring and those before it."),
  deferral: duration()
    .refine((deferral) => deferral <= LONGEST, { error: "expected at most 365d" })
    .describe("From the release to the offer, at most 365d."),
});

/** Windows Update for Business: rings of devices, each with a deferral. */
export const rings = definePart<Rings, Standings>({
  role: "offer",
  name: "rings",
  doc: "Hosts belong to rings for good; each ring is offered every release a set time after it appears.",
  config: z.strictObject({
    rings: z
      .array(ring)
      .min(1)
      .refine(areOrdered, {
        error: "expected shares and deferrals that rise from ring to ring, up to 100%",
      })
      .prefault([
        { upTo: "1%", deferral: "1d" },
        { upTo: "10%", deferral: "6d" },
        { upTo: "100%", deferral: "9d" },
      ])
      .describe(
        "The rings, first one first, the last up to 100%. Default 1% after 1d, 9% after 6d, 90% after 9d, as Windows Autopatch (learn.microsoft.com, Windows Autopatch groups and their policies).",
      ),
    channel: followedChannel().default("own"),
  }),
  start: () => [],
  decide: (view, memory, { rings: all, channel }) =>
    followPublications(view, memory, {
      channel,
      rank: "host",
      schedule: (publishedAt) =>
        all.flatMap(({ upTo, deferral }, index) => [
          [publishedAt + deferral, all[index - 1]?.upTo ?? 0] as const,
          [publishedAt + deferral, upTo] as const,
        ]),
    }),
});

function areOrdered(all: readonly Ring[]): boolean {
  const rises = all.every(({ upTo, deferral }, index) => {
    const before = all[index - 1];
    return before === undefined ? upTo > 0 : upTo > before.upTo && deferral >= before.deferral;
  });
  return rises && all.at(-1)?.upTo === 1;
}
