import type {
  Command,
  Decision,
  OfferFrom,
  OfferSchedule,
  OfferTable,
  Quota,
  RankRule,
  ReleaseView,
  View,
} from "../fleet/control/policy-contract.js";
import { NEVER, type Time } from "../support/time.js";
import { leads } from "../systems/cincinnati/graph.js";
import { nextPackage } from "../systems/nebraska/floors.js";
import { publicationOn } from "./followed-channel.js";

/** What every offer part has in common: it offers what appears, halts what is withdrawn, and resumes what is published again. */

/** What a part has said of one release to one group; null: nothing yet. */
type Standing = "offered" | "withdrawn" | null;

/** What a part has said, by group and release. */
export type Standings = readonly (readonly Standing[])[];

/** How a part offers a release that has appeared. */
export interface Offering {
  /** `own`, `earliest`, or the name of a channel. */
  readonly channel: string;
  readonly rank: RankRule;
  /** @param publishedAt when it appeared on the followed channel. */
  schedule(publishedAt: Time, release: ReleaseView): OfferSchedule | OfferTable;
  /** What the server counts before it grants; left out: nothing. */
  readonly quota?: Quota;
  /** Grants of each release in all; left out: no limit. */
  readonly total?: number;
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
        commands.push({
          kind: "offer",
          ...rollout,
          schedule: offering.schedule(publishedAt, release),
          rank: offering.rank,
          ...fromOf(view, releaseIndex),
          ...(offering.quota === undefined ? {} : { quota: offering.quota }),
          ...(offering.total === undefined ? {} : { total: offering.total }),
        });
        return "offered";
      }
      const after = withdrawn ? "withdrawn" : "offered";
      if (after !== before) commands.push({ kind: withdrawn ? "halt" : "resume", ...rollout });
      return after;
    }),
  );
  return { memory, commands, wakeAt: NEVER };
}

/** What hosts run that are older than all releases. */
const OLDEST = -1;

/**
 * For whom an offer of a release is: hosts past every barrier before it (an update payload that must be run first; Nebraska's
 * floors, Cincinnati's barriers), and not on a dead end. Left out where there are none.
 */
export function fromOf(view: View, release: number): { readonly from?: OfferFrom } {
  const floors = view.releases.flatMap(({ barrier }, index) => (barrier ? [index] : []));
  let atLeast = OLDEST;
  for (;;) {
    const next = nextPackage(atLeast, floors, release);
    if (next === undefined || next === release) break;
    atLeast = next;
  }
  const except = view.releases.flatMap(({ deadEnd }, index) =>
    leads(deadEnd, false) ? [] : [index],
  );
  return atLeast === OLDEST && except.length === 0 ? {} : { from: { atLeast, except } };
}
