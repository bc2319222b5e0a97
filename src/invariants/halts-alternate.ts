import { ReportStatus, reportStatusNames } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { groupInWords, hostInWords, releaseInWords } from "./wording.js";

interface State {
  /** 1 where the release is halted in the group, group by group. */
  readonly halted: Uint8Array;
  /** Status that each host was last reported with. */
  readonly reported: Uint8Array;
}

/** What the server says of itself follows from what it has said before. */
export const haltsAlternate = defineInvariant<State>({
  name: "halts-alternate",
  doc: "What is halted goes on before it is halted again, what is resumed was halted, and each report follows the one before.",
  start: ({ hosts, groups, releases }) => ({
    halted: new Uint8Array(groups.length * releases.length),
    reported: new Uint8Array(hosts).fill(ReportStatus.Good),
  }),
  on: {
    Halted({ halted }, { subject: release, from: group }, facts) {
      const at = group * facts.releases.length + release;
      const before = halted[at];
      halted[at] = 1;
      if (before === 0) return undefined;
      return `the release ${releaseInWords(facts, release)} is halted twice in ${groupInWords(facts, group)}`;
    },
    Resumed({ halted }, { subject: release, from: group }, facts) {
      const at = group * facts.releases.length + release;
      const before = halted[at];
      halted[at] = 0;
      if (before === 1) return undefined;
      return `the release ${releaseInWords(facts, release)} is resumed in ${groupInWords(facts, group)}, where it was not halted`;
    },
    Report({ reported }, { subject, from, to }, facts) {
      const before = reported[subject]!;
      reported[subject] = to;
      if (before === from) return undefined;
      return `${hostInWords(facts, subject)} was reported as ${reportStatusNames[before as ReportStatus]}, and the next report says it was ${reportStatusNames[from as ReportStatus]}`;
    },
  },
});
