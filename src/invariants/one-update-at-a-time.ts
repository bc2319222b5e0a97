import { type HostPhase, isUp } from "../fleet/state/phases.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

/** No update under way. */
const NONE = -2;

interface State {
  /** Of each host: the release of the update that is under way, or `NONE`. */
  readonly update: Int16Array;
  /** Of each host: the release that it runs. */
  readonly running: Int16Array;
}

/**
 * An update is under way from its grant until it has failed or the host goes down into it; of packages only until they are
 * installed, since more of them may come before the reboot.
 */
export const oneUpdateAtATime = defineInvariant<State>({
  name: "one-update-at-a-time",
  doc: "A host is granted a release only while no update of it is under way, and an image only where it is newer than the one that runs.",
  start: ({ hosts, groups, groupOf }) => ({
    update: new Int16Array(hosts).fill(NONE),
    running: Int16Array.from(groupOf, (group) => groups[group]!.initialRelease),
  }),
  on: {
    Granted({ update, running }, { subject, to: release }, facts) {
      const before = update[subject]!;
      update[subject] = release;
      const who = hostInWords(facts, subject);
      if (before !== NONE)
        return `${who} is granted ${releaseInWords(facts, release)} while its update to ${releaseInWords(facts, before)} is under way`;
      const { mechanism } = facts.groups[facts.groupOf[subject]!]!;
      if (mechanism === "in-place" || release > running[subject]!) return undefined;
      return `${who} is granted ${releaseInWords(facts, release)}, and runs ${releaseInWords(facts, running[subject]!)}`;
    },
    DownloadEnded({ update }, { subject, cause: complete }) {
      if (complete === 0) update[subject] = NONE;
      return undefined;
    },
    InstallEnded({ update }, { subject, cause: done }, facts) {
      const { mechanism } = facts.groups[facts.groupOf[subject]!]!;
      if (done === 0 || mechanism === "in-place") update[subject] = NONE;
      return undefined;
    },
    HostPhase({ update }, { subject, to }) {
      if (!isUp(to as HostPhase)) update[subject] = NONE;
      return undefined;
    },
    RunningRelease({ running }, { subject, to }) {
      running[subject] = to;
      return undefined;
    },
  },
});
