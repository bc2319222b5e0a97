import type { FleetFacts } from "../fleet/state/model.js";
import { defineInvariant } from "./invariant.js";
import { hostInWords, releaseInWords } from "./wording.js";

interface State {
  /** 1 where the host has been granted the release, host by host. */
  readonly granted: Uint8Array;
  /** Of each host: the newest release that it was granted; -2 before the first. */
  readonly last: Int16Array;
  /** Of each release: 1 once it has been published anywhere. */
  readonly published: Uint8Array;
}

/** The allowed set of versions: nothing gets onto a host but what it began with and what the update source let it take, which has nothing that is not published. */
export const onlyGrantedReleases = defineInvariant<State>({
  name: "only-granted-releases",
  doc: "A host writes, installs, runs and reports only the release that it began with and those that it was granted once they were published.",
  start: ({ hosts, releases }) => ({
    granted: new Uint8Array(hosts * releases.length),
    last: new Int16Array(hosts).fill(-2),
    published: new Uint8Array(releases.length),
  }),
  on: {
    Published({ published }, { subject: release }) {
      published[release] = 1;
      return undefined;
    },
    Granted({ granted, last, published }, { subject, to }, facts) {
      granted[subject * facts.releases.length + to] = 1;
      last[subject] = to;
      if (published[to] === 1) return undefined;
      return `${hostInWords(facts, subject)} is granted ${releaseInWords(facts, to)}, which was never published`;
    },
    SlotWritten: (state, { subject, to }, facts) => check(state, facts, subject, to, "writes"),
    RunningRelease: (state, { subject, to }, facts) => check(state, facts, subject, to, "runs"),
    Report: (state, { subject, detail }, facts) =>
      check(state, facts, subject, detail, "is reported on"),
    InstallEnded({ last }, { subject, to }, facts) {
      if (last[subject] === to) return undefined;
      return `${hostInWords(facts, subject)} installs ${releaseInWords(facts, to)}, and was last granted ${releaseInWords(facts, last[subject]!)}`;
    },
  },
});

function check(
  { granted }: State,
  facts: FleetFacts,
  host: number,
  release: number,
  verb: string,
): string | undefined {
  if (release < 0 || granted[host * facts.releases.length + release] === 1) return undefined;
  if (release === facts.groups[facts.groupOf[host]!]!.initialRelease) return undefined;
  return `${hostInWords(facts, host)} ${verb} ${releaseInWords(facts, release)}, which it was never granted`;
}
