import { defineGoal } from "./goal.js";

/** Goals about releases on their way through the fleet. */

interface Counts {
  /** Of each group and release: hosts that it has been granted to. */
  readonly granted: Int32Array;
}

function counts({
  groups,
  releases,
}: {
  groups: readonly unknown[];
  releases: readonly unknown[];
}): Counts {
  return { granted: new Int32Array(groups.length * releases.length) };
}

/** A halt that came in time, or too late. */
export const haltInMidRollout = defineGoal<Counts>({
  name: "halt-in-mid-rollout",
  doc: "A release was halted when some hosts of the group had it, and others had not.",
  start: counts,
  on: {
    Granted({ granted }, { subject, to }, { groupOf, releases }) {
      granted[groupOf[subject]! * releases.length + to]! += 1;
      return false;
    },
    Halted({ granted }, { subject: release, from: group }, { groups, releases }) {
      const have = granted[group * releases.length + release]!;
      return have > 0 && have < groups[group]!.hosts;
    },
  },
});

/** Going on. */
export const resumeAfterHalt = defineGoal<null>({
  name: "resume-after-halt",
  doc: "A halted release was let go on.",
  start: () => null,
  on: { Resumed: () => true },
});

/** A halt of what was good. */
export const falseAlarm = defineGoal<null>({
  name: "false-alarm",
  doc: "A release without any defect was halted.",
  start: () => null,
  on: { Halted: (_, { subject }, { releases }) => releases[subject]?.bad === false },
});

/** Canaries that saw nothing. */
export const canariesMissedADefect = defineGoal<Counts & { readonly bitten: Uint8Array }>({
  name: "canaries-missed-a-defect",
  doc: "A defect bit for the first time when more than half of the group had been given its release.",
  start: (facts) => ({ ...counts(facts), bitten: new Uint8Array(facts.releases.length) }),
  on: {
    Granted({ granted }, { subject, to }, { groupOf, releases }) {
      granted[groupOf[subject]! * releases.length + to]! += 1;
      return false;
    },
    DefectBit({ granted, bitten }, { subject, from: release }, { groupOf, groups, releases }) {
      if (release < 0 || bitten[release] === 1) return false;
      bitten[release] = 1;
      const group = groupOf[subject]!;
      return granted[group * releases.length + release]! > groups[group]!.hosts / 2;
    },
  },
});

interface Flight {
  /** Of each host: the release it is taking, or -1; and of each release how many take it. */
  readonly takes: Int16Array;
  readonly taking: Int32Array;
}

/** Two rollouts at once. */
export const twoReleasesInFlight = defineGoal<Flight>({
  name: "two-releases-in-flight",
  doc: "Hosts were taking one release while others were taking another.",
  start: ({ hosts, releases }) => ({
    takes: new Int16Array(hosts).fill(-1),
    taking: new Int32Array(releases.length),
  }),
  on: {
    Granted({ takes, taking }, { subject, to }) {
      leave({ takes, taking }, subject);
      takes[subject] = to;
      taking[to]! += 1;
      return taking.some((count, release) => release !== to && count > 0);
    },
    RunningRelease(state, { subject }) {
      leave(state, subject);
      return false;
    },
    Fallback(state, { subject }) {
      leave(state, subject);
      return false;
    },
  },
});

function leave({ takes, taking }: Flight, host: number): void {
  const before = takes[host]!;
  if (before >= 0) taking[before]! -= 1;
  takes[host] = -1;
}
