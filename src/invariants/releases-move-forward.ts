import type { FleetFacts } from "../fleet/state/model.js";
import { ReleaseChange } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

/** What each host runs as a whole: an update brings something newer, and only a way back brings something older. */
export const releasesMoveForward = defineInvariant<Int16Array>({
  name: "releases-move-forward",
  doc: "An update or a replacement makes a host run a newer release, a fallback or a repair an older one, each from the one that it ran.",
  // The release that each host runs whole.
  start: initialReleases,
  on: {
    RunningRelease(runs, { subject, from, to, cause }, facts) {
      const before = runs[subject]!;
      runs[subject] = to;
      if (from !== before) {
        return `${hostInWords(facts, subject)} leaves ${releaseInWords(facts, from)}, but it ran ${releaseInWords(facts, before)}`;
      }
      const goesBack = cause === ReleaseChange.Fallback || cause === ReleaseChange.Repair;
      if (goesBack ? to < from : to > from) return undefined;
      const how = goesBack ? "on its way back" : "by an update";
      return `${hostInWords(facts, subject)} goes from ${releaseInWords(facts, from)} to ${releaseInWords(facts, to)} ${how}`;
    },
  },
});

/** The release that each host runs at time 0. */
export function initialReleases({ hosts, groups, groupOf }: FleetFacts): Int16Array {
  return Int16Array.from({ length: hosts }, (_, host) => groups[groupOf[host]!]!.initialRelease);
}
