import type { Command, Decision, OfferSchedule, View } from "../fleet/control.js";
import { NEVER, type Time } from "../support/time.js";
import { publicationOn } from "./followed-channel.js";

/** What every offer part has in common: it offers what appears, halts what is withdrawn, and resumes what is published again. */

/** What a part has said of one release to one group; null: nothing yet. */
type Standing = "offered" | "withdrawn" | null;

/** What a part has said, by group and release. */
export type Standings = readonly (readonly Standing[])[];

/** How a part offers a release that has appeared. */
interface Offering {
  /** `own`, `earliest`, or the name of a channel. */
  readonly channel: string;
  readonly rank: "host" | "release";
  /** @param publishedAt when it appeared on the followed channel. */
  schedule(publishedAt: Time): OfferSchedule;
}

/**
 * Brings what was said up to date with the upstream timeline. An offer is made once: a release that comes back is resumed
 * under its old schedule, so that a ramp by wall clock goes on where the clock is by then (Cincinnati).
 * Costs groups times releases, whatever the number of hosts.
 */
export function followPublications(
  view: View,
  standings: Standings,
  offering: Offering,
): Decision<Standings> {
  const commands: Command[] = [];
  const memory = view.groups.map((group, groupIndex) =>
    view.releases.map((release, releaseIndex): Standing => {
      const before = standings[groupIndex]?.[releaseIndex] ?? null;
      const rollout = { group: groupIndex, release: releaseIndex };
      const { publishedAt, withdrawn } = publicationOn(offering.channel, view, group, release);
      if (publishedAt === undefined) return before;
      if (before === null) {
        if (withdrawn) return null;
        const schedule = offering.schedule(publishedAt);
        commands.push({ kind: "offer", ...rollout, schedule, rank: offering.rank });
        return "offered";
      }
      const after = withdrawn ? "withdrawn" : "offered";
      if (after !== before) commands.push({ kind: withdrawn ? "halt" : "resume", ...rollout });
      return after;
    }),
  );
  return { memory, commands, wakeAt: NEVER };
}
