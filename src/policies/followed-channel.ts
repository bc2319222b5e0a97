import type { GroupView, ReleaseView, View } from "../fleet/control/policy-contract.js";
import { nameOf } from "../support/reference.js";
import type { Time } from "../support/time.js";

/** Which channel a rollout follows, and when a release appears on it. */

/** The setting: the group's own channel, the first publication on any channel, or a channel by name. */
export const followedChannel = () =>
  nameOf("channel", ["own", "earliest"]).meta({
    description:
      "Channel to follow: `own` (the group's), `earliest` (first publication on any channel: what an archive of packages does), or a channel's name.",
  });

/** A release as it stands on the channel that a group follows. */
export interface Publication {
  /** When it appeared; undefined: not yet. */
  readonly publishedAt: Time | undefined;
  /** Whether it has been taken off again. */
  readonly withdrawn: boolean;
}

/** A release as it stands on the followed channel. A name that the scenario does not know never shows a release. */
export function publicationOn(
  channel: string,
  view: View,
  group: GroupView,
  release: ReleaseView,
): Publication {
  if (channel === "earliest") return earliestPublication(release);
  const index = channel === "own" ? group.channel : view.channels.indexOf(channel);
  return {
    publishedAt: release.publishedAt[index],
    withdrawn: release.withdrawn[index] ?? false,
  };
}

/** The first publication anywhere; withdrawn only once it is gone from every channel it was on. */
function earliestPublication(release: ReleaseView): Publication {
  let publishedAt: Time | undefined;
  let withdrawn = true;
  for (const [channel, at] of release.publishedAt.entries()) {
    if (at === undefined) continue;
    if (publishedAt === undefined || at < publishedAt) publishedAt = at;
    withdrawn &&= release.withdrawn[channel] ?? false;
  }
  return { publishedAt, withdrawn: withdrawn && publishedAt !== undefined };
}
