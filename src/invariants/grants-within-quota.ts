import type { Time } from "../support/time.js";
import { defineInvariant } from "./invariant.js";
import { groupInWords, releaseInWords } from "./wording.js";

interface State {
  /** Latest grants under a quota, group by group. */
  readonly moments: { readonly host: number; readonly time: Time }[][];
  /** Grants of each release in each group, group by group. */
  readonly granted: Int32Array;
  /** Of each host: 1 from a grant to the next report; what it is granted meanwhile is not counted again (Nebraska). */
  readonly open: Uint8Array;
}

/** An update server that counts keeps to its counts, worked out anew from the grants. */
export const grantsWithinQuota = defineInvariant<State>({
  name: "grants-within-quota",
  doc: "No more hosts of a group are granted an update in any period than its server's quota lets, nor a release more often than its offer does in all.",
  start: ({ hosts, groups, releases }) => ({
    moments: groups.map(() => []),
    granted: new Int32Array(groups.length * releases.length),
    open: new Uint8Array(hosts),
  }),
  on: {
    Report({ open }, { subject, detail: release }) {
      if (release >= 0) open[subject] = 0;
      return undefined;
    },
    Granted(
      { moments, granted, open },
      { subject, from: total, to: release, cause, detail, time },
      facts,
    ) {
      const group = facts.groupOf[subject]!;
      const all = (granted[group * facts.releases.length + release]! += 1);
      if (total > 0 && all > total) {
        return `${releaseInWords(facts, release)} is granted ${all} times in ${groupInWords(facts, group)}, and its offer lets ${total}`;
      }
      const isSameAgain = open[subject] === 1;
      open[subject] = 1;
      if (cause === 0 || isSameAgain) return undefined;
      // A host counts once, by its latest grant.
      const recent = moments[group]!.filter(
        (one) => one.host !== subject && one.time > time - detail,
      );
      recent.push({ host: subject, time });
      moments[group] = recent;
      if (recent.length <= cause) return undefined;
      return `${recent.length} hosts of ${groupInWords(facts, group)} are granted an update within ${detail} ms, and the quota lets ${cause}`;
    },
  },
});
