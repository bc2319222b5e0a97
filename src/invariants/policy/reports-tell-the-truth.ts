import { ReportStatus } from "../../fleet/state/phases.js";
import { defineInvariant } from "../invariant.js";
import { hostInWords, releaseInWords } from "../wording.js";

/**
 * What is reported as a success runs. update_engine reports success where its loader has gone back (coreos/bugs#327): nobody sees
 * that a release fails. Packages are left out: what they report is that they are installed.
 */
export const reportsTellTheTruth = defineInvariant<Int16Array>({
  name: "reports-tell-the-truth",
  doc: "No host is reported to be good on a release that it does not run.",
  // The release that each host runs whole.
  start: ({ hosts, groups, groupOf }) =>
    Int16Array.from({ length: hosts }, (_, host) => groups[groupOf[host]!]!.initialRelease),
  on: {
    RunningRelease(runs, { subject, to }) {
      runs[subject] = to;
      return undefined;
    },
    Report(runs, { subject, to, detail: release }, facts) {
      const { mechanism } = facts.groups[facts.groupOf[subject]!]!;
      if (to !== ReportStatus.Good || mechanism === "in-place") return undefined;
      if (runs[subject]! >= release) return undefined;
      return `${hostInWords(facts, subject)} is reported to be good on ${releaseInWords(facts, release)} and runs ${releaseInWords(facts, runs[subject]!)}`;
    },
  },
});
