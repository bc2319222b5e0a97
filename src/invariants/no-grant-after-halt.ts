import { defineInvariant } from "./invariant.js";
import { groupInWords, hostInWords, releaseInWords } from "./wording.js";

/** A halt is a halt. Downloads that were granted before it may go on. */
export const noGrantAfterHalt = defineInvariant<Uint8Array>({
  name: "no-grant-after-halt",
  doc: "No host is granted a release that is halted in its group and has not been resumed.",
  // 1 where the release is halted in the group, group by group.
  start: ({ groups, releases }) => new Uint8Array(groups.length * releases.length),
  on: {
    Halted(halted, { subject: release, from: group }, { releases }) {
      halted[group * releases.length + release] = 1;
      return undefined;
    },
    Resumed(halted, { subject: release, from: group }, { releases }) {
      halted[group * releases.length + release] = 0;
      return undefined;
    },
    Granted(halted, { subject: host, to: release }, facts) {
      const group = facts.groupOf[host]!;
      if (halted[group * facts.releases.length + release] !== 1) return undefined;
      return `${hostInWords(facts, host)} is granted ${releaseInWords(facts, release)}, which is halted in ${groupInWords(facts, group)}`;
    },
  },
});
