/**
 * Obligations to patch: one for each host and each good release that the host could take, from the publication on. It is met
 * when the host first runs that release or a later good one. A release that comes to a group after a newer good one obliges nobody.
 *
 * What excuses: a bad release obliges nobody, and running it meets nothing. A release that is withdrawn obliges nobody from then on;
 * what was overdue stays so. A release that is superseded does not oblige anybody to run that very one, since a later good one
 * meets the obligation too, but its clock goes on: a stream of new releases is no excuse for installing none of them.
 */
import type { FleetFacts } from "../../fleet/state/model.js";
import type { Transition } from "../../fleet/state/transitions.js";
import { DAY, type Time } from "../../support/time.js";
import { SERIES_BINS } from "../metric.js";
import { type Behind, moveHost, offerNewest, startBehind } from "./behind.js";
import { canTake } from "./newest-release.js";

/** The obligations of a run so far. */
export interface Obligations {
  /** Of each group and release: since when it obliges the hosts of the group [ms], or -1; and channels on which it stands for it. */
  readonly since: Float64Array;
  readonly standing: Uint16Array;
  /** Of each host: the newest good release that it ever ran, and up to which release it is patched now. */
  readonly patched: Int16Array;
  readonly level: Int16Array;
  readonly behind: Behind;
  /** Of each deadline and host: obligations that were met or excused, and whose deadline is within the run; those met in time. */
  readonly due: Uint16Array;
  readonly inTime: Uint16Array;
  /** Of each group and each of `SERIES_BINS` equal bins of the run: how often a host met obligations. */
  readonly progress: Int32Array;
  /** Of each group and release: hosts that came to run it or a later good one, and when the last of the group did [ms], or -1. */
  readonly arrived: Uint32Array;
  readonly doneAt: Float64Array;
  /** Obligations that were met, and those that a withdrawal ended: whose, and how long after the publication [ms]. */
  readonly met: { readonly hosts: number[]; readonly ages: number[] };
  readonly excused: { readonly hosts: number[]; readonly ages: number[] };
}

/** Before anything is published nobody is obliged to anything. */
export function startObligations(facts: FleetFacts): Obligations {
  const { groups, releases, hosts, groupOf, asked } = facts;
  const initial = Int16Array.from(groupOf, (group) => groups[group]!.initialRelease);
  return {
    since: new Float64Array(groups.length * releases.length).fill(-1),
    standing: new Uint16Array(groups.length * releases.length),
    patched: initial,
    level: initial.slice(),
    behind: startBehind(facts),
    due: new Uint16Array(asked.slas.length * hosts),
    inTime: new Uint16Array(asked.slas.length * hosts),
    progress: new Int32Array(groups.length * SERIES_BINS),
    arrived: new Uint32Array(groups.length * releases.length),
    doneAt: new Float64Array(groups.length * releases.length).fill(-1),
    met: { hosts: [], ages: [] },
    excused: { hosts: [], ages: [] },
  };
}

/** Takes a Published in. O(groups), and rare. */
export function publishTo(
  state: Obligations,
  { time, subject: release, from: channel }: Transition,
  facts: FleetFacts,
): void {
  for (let group = 0; group < facts.groups.length; group++) {
    if (!canTake(facts, group, release, channel)) continue;
    const place = group * facts.releases.length + release;
    if (state.standing[place] === 0 && newestFor(state, facts, group) < release) {
      state.since[place] = time;
    }
    state.standing[place]! += 1;
    renewNewest(state, facts, group, time);
  }
}

function renewNewest(state: Obligations, facts: FleetFacts, group: number, time: Time): void {
  const { behind, level } = state;
  const release = newestFor(state, facts, group);
  offerNewest(behind, { group, release, level }, facts, time);
}

/** The newest good release that stands for a group; -1 where none does. */
function newestFor(state: Obligations, facts: FleetFacts, group: number): number {
  let release = facts.releases.length - 1;
  while (release >= 0 && !obliges(state, facts, group, release)) release -= 1;
  return release;
}

/** Whether a release obliges the hosts of a group that are behind it. */
export function obliges(
  state: Obligations,
  facts: FleetFacts,
  group: number,
  release: number,
): boolean {
  const place = group * facts.releases.length + release;
  return state.standing[place]! > 0 && state.since[place]! >= 0 && isGood(facts, release);
}

/** Takes a Withdrawn in. O(hosts) where it excuses somebody, and rare: a good release is hardly ever withdrawn. */
export function withdrawFrom(
  state: Obligations,
  { time, subject: release, from: channel }: Transition,
  facts: FleetFacts,
): void {
  for (let group = 0; group < facts.groups.length; group++) {
    const place = group * facts.releases.length + release;
    if (!canTake(facts, group, release, channel) || state.standing[place] === 0) continue;
    const ends = state.standing[place] === 1 && obliges(state, facts, group, release);
    state.standing[place]! -= 1;
    if (ends) excuse(state, facts, place, time);
    if (state.standing[place] === 0) state.since[place] = -1;
    renewNewest(state, facts, group, time);
  }
}

/** Nobody is obliged to a release any more; whoever was late stays late. */
function excuse(state: Obligations, facts: FleetFacts, place: number, time: Time): void {
  const release = place % facts.releases.length;
  const { first, hosts } = facts.groups[Math.floor(place / facts.releases.length)]!;
  const age = time - state.since[place]!;
  for (let host = first; host < first + hosts; host++) {
    if (state.patched[host]! >= release) continue;
    state.excused.hosts.push(host);
    state.excused.ages.push(age);
    for (const [i, sla] of facts.asked.slas.entries()) {
      if (age > sla) state.due[i * facts.hosts + host]! += 1;
    }
  }
}

/** Takes a RunningRelease in. */
export function patchHost(state: Obligations, transition: Transition, facts: FleetFacts): void {
  const { time, subject: host, to } = transition;
  const before = state.patched[host]!;
  if (to >= 0 && !isGood(facts, to)) {
    setLevel(state, facts, transition, Math.min(before, to));
    return;
  }
  setLevel(state, facts, transition, to);
  if (to <= before) return;
  state.patched[host] = to;
  const group = facts.groupOf[host]!;
  const first = group * facts.releases.length;
  let hasMet = false;
  for (let release = before + 1; release <= to; release++) {
    arrive(state, facts, first + release, time);
    if (!obliges(state, facts, group, release)) continue;
    meet(state, facts, host, time, time - state.since[first + release]!);
    hasMet = true;
  }
  if (hasMet) state.progress[group * SERIES_BINS + binOf(time, facts.horizon)]! += 1;
}

/** Counts a host that has come to a release, at the place of its group. */
function arrive({ arrived, doneAt }: Obligations, facts: FleetFacts, place: number, time: Time) {
  const group = Math.floor(place / facts.releases.length);
  if ((arrived[place]! += 1) === facts.groups[group]!.hosts) doneAt[place] = time;
}

function setLevel(
  { level, behind }: Obligations,
  facts: FleetFacts,
  transition: Transition,
  release: number,
): void {
  moveHost(behind, facts, transition, level[transition.subject]!, release);
  level[transition.subject] = release;
}

function meet(state: Obligations, facts: FleetFacts, host: number, time: Time, age: Time): void {
  const { slas } = facts.asked;
  state.met.hosts.push(host);
  state.met.ages.push(age);
  const published = time - age;
  for (let i = 0; i < slas.length; i++) {
    // A deadline after the end judges nobody: those who are late could not be told from those who will be in time.
    if (published + slas[i]! > facts.horizon) continue;
    state.due[i * facts.hosts + host]! += 1;
    if (age <= slas[i]!) state.inTime[i * facts.hosts + host]! += 1;
  }
}

/** The bin that a moment falls into. */
function binOf(time: Time, horizon: Time): number {
  return Math.min(SERIES_BINS - 1, Math.floor((time * SERIES_BINS) / horizon));
}

/** Hosts of a group that come to be patched within a day, from which that is progress of a rollout and not chance [share]. */
const PACE = 0.01;

/**
 * When a group last made progress [ms], or -1: at least one host in a hundred, and one at all, came to be patched within a day. Fewer
 * are hosts that crashed and came up with what had been waiting for a reboot that nobody lets them make.
 */
export function lastProgress(state: Obligations, facts: FleetFacts, group: number): Time {
  const width = facts.horizon / SERIES_BINS;
  const bins = state.progress.subarray(group * SERIES_BINS, (group + 1) * SERIES_BINS);
  const window = Math.max(1, Math.round(DAY / width));
  const least = Math.max(1, PACE * facts.groups[group]!.hosts);
  for (let bin = SERIES_BINS - 1; bin >= 0; bin--) {
    if (bins[bin] === 0) continue;
    const met = bins.subarray(Math.max(0, bin + 1 - window), bin + 1);
    if (met.reduce((sum, hosts) => sum + hosts, 0) >= least) return (bin + 1) * width;
  }
  return -1;
}

function isGood(facts: FleetFacts, release: number): boolean {
  return !facts.releases[release]!.bad;
}

/** Whether a group is obliged to a release at the end, whose deadline has passed by then. */
export function isDue(
  state: Obligations,
  facts: FleetFacts,
  group: number,
  release: number,
  sla: Time,
): boolean {
  const place = group * facts.releases.length + release;
  return (
    obliges(state, facts, group, release) &&
    release > facts.groups[group]!.initialRelease &&
    state.since[place]! + sla <= facts.horizon
  );
}

/** The newest release that a group ought to run by the end, by a deadline; -1 where there is none. */
export function newestDue(state: Obligations, facts: FleetFacts, group: number, sla: Time): number {
  let release = facts.releases.length - 1;
  while (release >= 0 && !isDue(state, facts, group, release, sla)) release -= 1;
  return release;
}

/** Of each host, at the end: its obligations whose deadline has passed, and those of them that were met in time. */
export function tally(
  state: Obligations,
  facts: FleetFacts,
  sla: number,
): { readonly due: Float64Array; readonly inTime: Float64Array } {
  const { hosts, groups, releases, asked } = facts;
  const due = Float64Array.from(state.due.subarray(sla * hosts, (sla + 1) * hosts));
  const inTime = Float64Array.from(state.inTime.subarray(sla * hosts, (sla + 1) * hosts));
  for (const [group, { first, hosts: size }] of groups.entries()) {
    const open: number[] = [];
    for (let release = 0; release < releases.length; release++) {
      if (isDue(state, facts, group, release, asked.slas[sla]!)) open.push(release);
    }
    for (let host = first; host < first + size; host++) {
      for (let i = open.length - 1; i >= 0 && open[i]! > state.patched[host]!; i--) due[host]! += 1;
    }
  }
  return { due, inTime };
}
