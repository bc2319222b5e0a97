import { listInWords } from "../../support/list-in-words.js";
import { channelsOf, releasePath, unmetBecause, listedReleases } from "../upstream.js";
import type { Warning } from "../warning.js";

/** A defect that those who test cannot meet, though they are there to find it. */
export const testersNeverMeetDefect: Warning = {
  code: "testers-never-meet-defect",
  title: "Testers who never meet the defect",
  why: "Testers report only what hits them. A defect that is limited to groups of the fleet, to a cohort that no tester has, or to hosts with more containers than theirs passes every channel unseen: the release is never withdrawn, as if nobody tested.",
  example: `fleet:
  groups: [{ name: web, hosts: 300, cohorts: { old-nic: 20% } }]
channels:
  testing: { testers: 1000 }
releases:
  - version: 1.1.0
    payload: 150MB
    channels: { testing: 0d, stable: 14d }
    defects: [{ kind: broken-bridge, probability: 50%, cohorts: [old-nic] }]`,
  mend: "Give the testers a share of the cohort, or the containers; limit the defect by cohort instead of by group; where it must pass unseen, say `detectable: false`.",
  find: ({ scenario }) =>
    listedReleases(scenario).flatMap(({ release, index }) => {
      const tested = channelsOf(release, scenario).filter(
        ({ channel }) => (channel?.testers ?? 0) > 0,
      );
      if (tested.length === 0) return [];
      return release.defects.flatMap((defect, at) => {
        const brought = release.packages?.includes(defect.component) ?? true;
        // What cannot bite at all is told as that.
        if (!defect.detectable || defect.probability === 0 || !brought) return [];
        const reasons = tested.map(({ channel }) => unmetBecause(defect, release, channel!));
        if (reasons.includes(undefined)) return [];
        const names = listInWords(tested.map(({ name }) => name));
        return [
          {
            path: releasePath(index, "defects", at),
            found: `no tester on ${names} can meet this defect of ${release.version}: ${reasons[0]!}`,
            advice: "give the testers what it needs, or say detectable: false",
          },
        ];
      });
    }),
};
