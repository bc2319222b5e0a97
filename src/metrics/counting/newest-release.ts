import type { FleetFacts } from "../../fleet/state/model.js";
import type { Transition } from "../../fleet/state/transitions.js";

/**
 * The newest release that the hosts of each group could take, and how many of them run it or a newer one.
 *
 * A group can take a release that stands (published and not withdrawn) on the channel it follows and that its mechanism takes.
 * Packages have no channels: an `in-place` group can take what stands on any. What a group runs at the start it can always take.
 */
export interface NewestRelease {
  /** Of each group. */
  readonly newest: Int32Array;
  /** Of each group: hosts on its newest release or a newer one [hosts]. */
  readonly upToDate: Int32Array;
  /** Of each group and release: channels on which it stands for the group [channels]. */
  readonly standing: Uint16Array;
  /** Of each group and release, from the one older than all on: hosts that run it [hosts]. */
  readonly running: Int32Array;
  /** Hosts of all groups on their newest release or a newer one [hosts]. */
  upToDateInAll: number;
}

/** Before anything is published every host is up to date. */
export function startNewest(facts: FleetFacts): NewestRelease {
  const { groups, releases } = facts;
  const running = new Int32Array(groups.length * (releases.length + 1));
  groups.forEach((group, g) => {
    running[g * (releases.length + 1) + group.initialRelease + 1] = group.hosts;
  });
  return {
    newest: Int32Array.from(groups, (group) => group.initialRelease),
    upToDate: Int32Array.from(groups, (group) => group.hosts),
    standing: new Uint16Array(groups.length * releases.length),
    running,
    upToDateInAll: facts.hosts,
  };
}

/** Takes a RunningRelease in. */
export function moveHost(state: NewestRelease, transition: Transition, facts: FleetFacts): void {
  const { subject, from, to } = transition;
  const group = facts.groupOf[subject]!;
  const first = group * (facts.releases.length + 1) + 1;
  state.running[first + from]! -= 1;
  state.running[first + to]! += 1;
  const newest = state.newest[group]!;
  const by = Number(to >= newest) - Number(from >= newest);
  state.upToDate[group]! += by;
  state.upToDateInAll += by;
}

/** Takes a Published (`by` 1) or a Withdrawn (`by` -1) in. O(groups × releases), and rare. */
export function standOn(
  state: NewestRelease,
  transition: Transition,
  facts: FleetFacts,
  by: 1 | -1,
): void {
  const { subject: release, from: channel } = transition;
  for (let group = 0; group < facts.groups.length; group++) {
    if (!canTake(facts, group, release, channel)) continue;
    state.standing[group * facts.releases.length + release]! += by;
    renew(state, facts, group);
  }
}

/** Whether a group could take a release from a channel. */
export function canTake(
  facts: FleetFacts,
  group: number,
  release: number,
  channel: number,
): boolean {
  const { mechanism, channel: followed } = facts.groups[group]!;
  const { mechanisms } = facts.releases[release]!;
  const fits = mechanisms.length === 0 || mechanisms.includes(mechanism);
  return fits && (mechanism === "in-place" || channel === followed);
}

/** Finds the newest release of a group and its hosts that are up to date anew. */
function renew(state: NewestRelease, facts: FleetFacts, group: number): void {
  const releases = facts.releases.length;
  const oldest = facts.groups[group]!.initialRelease;
  let newest = releases - 1;
  while (newest > oldest && state.standing[group * releases + newest] === 0) newest -= 1;
  let upToDate = 0;
  for (let release = newest; release < releases; release++) {
    upToDate += state.running[group * (releases + 1) + release + 1]!;
  }
  state.upToDateInAll += upToDate - state.upToDate[group]!;
  state.newest[group] = newest;
  state.upToDate[group] = upToDate;
}
