import type { Time } from "../../support/time.js";

/**
 * What Nebraska decides from the counts of a group before it grants an update.
 *
 * @see flatcar/nebraska backend/pkg/api/updates.go: enforceRolloutPolicy
 */

/** Limits from here on mean that nothing is limited, unless safe mode is on. */
const UNLIMITED = 900_000;

/** Whether a group without safe mode grants to everybody. */
export function isUnlimited(max: number): boolean {
  return max >= UNLIMITED;
}

/** The rollout policy of a group. */
export interface RolloutPolicy {
  /** Whether it grants at all; safe mode switches it off. */
  enabled: boolean;
  readonly safeMode: boolean;
  /** Length of the trailing period [ms]. */
  readonly period: Time;
  /** Updates granted in any period, and updates in progress, at most [instances]. */
  max: number;
  /** An update in progress for longer has timed out [ms]. */
  readonly timeout: Time;
}

/** Counts of the instances of a group that checked in within the last day [instances]. */
export interface UpdateCounts {
  /** Granted within the trailing period. */
  granted: number;
  /** In progress, granted no longer ago than the timeout. */
  inProgress: number;
  /** In progress for longer. */
  timedOut: number;
  /** Whose last update was to the group's present version and has ended, well or not. */
  attempted: number;
}

/** Answers to a check for updates, as small integers. */
export const Answer = {
  /** The update is granted now. */
  Granted: 0,
  /** It has been granted before; the same again. */
  GrantedBefore: 1,
  /** The instance is in the middle of an update. */
  InProgress: 2,
  /** The group has no package. */
  NoPackage: 3,
  /** There is nothing newer. */
  NoUpdate: 4,
  /** The group is switched off, or it is not office hours. */
  Disabled: 5,
  PeriodLimit: 6,
  ConcurrencyLimit: 7,
  /** Too many updates have timed out in safe mode: the group is switched off now. */
  TimeoutLimit: 8,
} as const;
/** One of the answers. */
export type Answer = (typeof Answer)[keyof typeof Answer];

/** Updates that may be granted at present: one, in safe mode, until an attempt at the version has ended, however. */
export function effectiveMax(
  { safeMode, max }: RolloutPolicy,
  { attempted }: UpdateCounts,
): number {
  return safeMode && attempted === 0 ? 1 : max;
}

/** Whether the group may grant one more update: `Granted`, or why not. Writes nothing. */
export function enforce(policy: RolloutPolicy, counts: UpdateCounts, isOpen: boolean): Answer {
  if (!policy.enabled || !isOpen) return Answer.Disabled;
  if (isUnlimited(policy.max) && !policy.safeMode) return Answer.Granted;
  const max = effectiveMax(policy, counts);
  if (counts.granted >= max) return Answer.PeriodLimit;
  if (counts.inProgress >= max) return Answer.ConcurrencyLimit;
  if (policy.safeMode && counts.timedOut >= max) return Answer.TimeoutLimit;
  return Answer.Granted;
}
