import { DAY, type Time } from "../../support/time.js";
import { Answer, enforce, type RolloutPolicy, type UpdateCounts } from "./rollout-policy.js";
import { createTimeList, isListed, oldest, putLast, takeOut, type TimeList } from "./time-list.js";

/**
 * A Nebraska group: what the server knows of its instances, and its answers to their checks. Counts are kept up to date with each
 * grant, report and passing of time, so an answer costs the same however many instances there are. Versions are numbers that
 * compare like the versions they stand for; instances are numbered from 0.
 *
 * @see flatcar/nebraska backend/pkg/api/{updates,instances,events}.go, internal/dbreads/groups.go
 */

/** Counts only cover instances that checked in within this time [ms]: a bricked canary is forgotten after it. */
const VALIDITY = DAY;

/** Status of an instance as the server knows it. */
export const InstanceStatus = {
  Unknown: 0,
  Granted: 1,
  Error: 2,
  Complete: 3,
  Installed: 4,
  Downloaded: 5,
  Downloading: 6,
  OnHold: 7,
} as const;
/** One of the statuses. */
export type InstanceStatus = (typeof InstanceStatus)[keyof typeof InstanceStatus];

/** No version. */
export const NO_VERSION = -1;

/** The state of a group, plain values and typed arrays. */
export interface UpdateGroup {
  readonly policy: RolloutPolicy;
  /** Version of the channel's package; `NO_VERSION`: none. */
  version: number;
  readonly counts: UpdateCounts;
  readonly status: Uint8Array;
  /** Whether an update is in progress, whatever its age: 0 or 1. */
  readonly inProgress: Uint8Array;
  /** Version last granted. */
  readonly granted: Int32Array;
  /** Whether it has not checked in for so long that it no longer counts: 0 or 1. */
  readonly forgotten: Uint8Array;
  /** Instances granted something within the period, by that time. */
  readonly recent: TimeList;
  /** Instances whose update is in progress and has not timed out, by the time of the grant. */
  readonly running: TimeList;
  /** Instances that have stopped checking in, by the time of their last check. */
  readonly silent: TimeList;
}

/** A group that has granted nothing yet, of so many instances. All of them check in until `fallSilent` says otherwise. */
export function createUpdateGroup(policy: RolloutPolicy, instances: number): UpdateGroup {
  return {
    policy: { ...policy },
    version: NO_VERSION,
    counts: { granted: 0, inProgress: 0, timedOut: 0, attempted: 0 },
    status: new Uint8Array(instances),
    inProgress: new Uint8Array(instances),
    granted: new Int32Array(instances).fill(NO_VERSION),
    forgotten: new Uint8Array(instances),
    recent: createTimeList(instances),
    running: createTimeList(instances),
    silent: createTimeList(instances),
  };
}

/** Sets the version of the channel's package. Costs the number of instances, once a release. */
export function setVersion(group: UpdateGroup, version: number): void {
  if (group.version === version) return;
  for (let instance = 0; instance < group.status.length; instance++) tally(group, instance, -1);
  group.version = version;
  for (let instance = 0; instance < group.status.length; instance++) tally(group, instance, 1);
}

/** What an instance says when it checks for updates. */
export interface Check {
  readonly instance: number;
  /** Version it runs. */
  readonly runs: number;
  /** Version of the package it would get now: the lowest floor above `runs`, or else the channel's. */
  readonly next: number;
}

/**
 * Answers a check, in Nebraska's order: an update under way, no package, an update already granted, nothing newer, and only
 * then the policy of the group. A grant is written down.
 *
 * @param isOpen whether it is office hours, or they are not asked for.
 */
export function answerCheck(
  group: UpdateGroup,
  { instance, runs, next }: Check,
  now: Time,
  isOpen: boolean,
): Answer {
  passTime(group, now);
  const status = group.status[instance]!;
  if (status >= InstanceStatus.Installed && status <= InstanceStatus.Downloading) {
    return Answer.InProgress;
  }
  if (group.version === NO_VERSION) return Answer.NoPackage;
  if (status === InstanceStatus.Granted) {
    if (runs < group.granted[instance]!) return Answer.GrantedBefore;
    setStatus(group, instance, InstanceStatus.Complete);
    return Answer.NoUpdate;
  }
  if (runs >= group.version) return Answer.NoUpdate;
  const answer = enforce(group.policy, group.counts, isOpen);
  if (answer === Answer.Granted) grant(group, instance, next, now);
  if (answer >= Answer.PeriodLimit) setStatus(group, instance, InstanceStatus.OnHold);
  if (answer === Answer.TimeoutLimit) group.policy.enabled = false;
  return answer;
}

/**
 * An instance reports how far its update is. Ignored where none is in progress, so a late or repeated report changes nothing.
 * "Complete" is believed whatever slot the host booted.
 */
export function noteEvent(group: UpdateGroup, instance: number, status: InstanceStatus): void {
  if (group.inProgress[instance] === 1) setStatus(group, instance, status);
}

/** An instance stops checking in; its last check was now. */
export function fallSilent(group: UpdateGroup, instance: number, now: Time): void {
  passTime(group, now);
  putLast(group.silent, instance, now);
}

/** An instance checks in again. */
export function speakAgain(group: UpdateGroup, instance: number): void {
  takeOut(group.silent, instance);
  if (group.forgotten[instance] === 0) return;
  group.forgotten[instance] = 0;
  tally(group, instance, 1);
}

/** The earliest time at which a grant of the present period leaves it; NaN where there is none. */
export function periodEnds({ recent, policy }: UpdateGroup): Time {
  const first = oldest(recent);
  return first < 0 ? Number.NaN : recent.time[first]! + policy.period;
}

function grant(group: UpdateGroup, instance: number, version: number, now: Time): void {
  tally(group, instance, -1);
  group.status[instance] = InstanceStatus.Granted;
  group.inProgress[instance] = 1;
  group.granted[instance] = version;
  putLast(group.recent, instance, now);
  putLast(group.running, instance, now);
  tally(group, instance, 1);
}

function setStatus(group: UpdateGroup, instance: number, status: InstanceStatus): void {
  if (group.status[instance] === status) return;
  tally(group, instance, -1);
  group.status[instance] = status;
  if (endsUpdate(status)) {
    group.inProgress[instance] = 0;
    takeOut(group.running, instance);
  }
  tally(group, instance, 1);
}

function endsUpdate(status: InstanceStatus): boolean {
  return (
    status === InstanceStatus.Complete ||
    status === InstanceStatus.Error ||
    status === InstanceStatus.OnHold
  );
}

/** Brings the counts up to `now`: grants leave the period, updates time out, silent instances are forgotten. */
export function passTime(group: UpdateGroup, now: Time): void {
  const { recent, running, silent, policy } = group;
  while (olderThan(recent, now - policy.period)) leave(group, recent);
  // A grant leaves its period at the very end of it, but times out only after its timeout.
  while (olderThan(running, now - policy.timeout - 1)) leave(group, running);
  while (olderThan(silent, now - VALIDITY)) {
    const instance = oldest(silent);
    tally(group, instance, -1);
    group.forgotten[instance] = 1;
    takeOut(silent, instance);
  }
}

/** Whether the oldest time of a list is `time` or before. */
function olderThan(list: TimeList, time: Time): boolean {
  const first = oldest(list);
  return first >= 0 && list.time[first]! <= time;
}

/** Takes the oldest instance out of a list that it is counted by. */
function leave(group: UpdateGroup, list: TimeList): void {
  const instance = oldest(list);
  tally(group, instance, -1);
  takeOut(list, instance);
  tally(group, instance, 1);
}

/** Adds an instance to the counts, or takes it out of them (`sign` -1) before something of it changes. */
function tally(group: UpdateGroup, instance: number, sign: 1 | -1): void {
  if (group.forgotten[instance] === 1) return;
  const { counts } = group;
  if (isListed(group.recent, instance)) counts.granted += sign;
  if (group.inProgress[instance] === 0) {
    const version = group.granted[instance]!;
    if (version !== NO_VERSION && version === group.version) counts.attempted += sign;
  } else if (isListed(group.running, instance)) counts.inProgress += sign;
  else counts.timedOut += sign;
}
