import { errorFires, successFires } from "./threshold.js";

/** How hawkBit's scheduler judges a running group, every 2 s by default. */

/** How far the actions of a group are [targets]. Cancelled ones end without being good or bad; deleted ones are not in `total`. */
export interface GroupCounts {
  readonly total: number;
  readonly finished: number;
  readonly failed: number;
  readonly canceled: number;
}

/** The conditions and actions of a group. */
export interface GroupRules {
  /** Threshold of the success condition [%]; undefined: not readable. */
  readonly successPercent: number | undefined;
  /** Threshold of the error condition [%]; undefined: there is none. */
  readonly errorPercent: number | undefined;
  /** What success does: start the next group, or pause the rollout for a person. */
  readonly successAction: "next-group" | "pause";
  /** Whether no group comes after it. */
  readonly last: boolean;
}

/** What became of a group and its rollout. */
export interface GroupVerdict {
  readonly group: "running" | "finished" | "error";
  readonly rollout: "running" | "paused" | "finished";
  /** Whether the next group is to be started. */
  readonly startsNext: boolean;
}

/**
 * One look at a running group: the error condition first, then success. A group all of whose actions have ended does what success
 * does even below the threshold; there is no time limit, so a target that is away holds its group open.
 *
 * @see eclipse-hawkbit/hawkbit JpaRolloutExecutor
 */
export function judgeGroup(counts: GroupCounts, rules: GroupRules): GroupVerdict {
  const { total, finished, failed, canceled } = counts;
  if (errorFires(failed, total, rules.errorPercent)) {
    return { group: "error", rollout: "paused", startsNext: false };
  }
  const complete = finished + failed + canceled >= total;
  const group = complete ? "finished" : "running";
  const passes = complete || successFires(finished, total, rules.successPercent);
  if (rules.last) return { group, rollout: complete ? "finished" : "running", startsNext: false };
  if (!passes) return { group, rollout: "running", startsNext: false };
  return rules.successAction === "pause"
    ? { group, rollout: "paused", startsNext: false }
    : { group, rollout: "running", startsNext: true };
}

/**
 * Sizes of groups that split targets evenly: each takes its part of what is left, rounded half up, so some may be empty.
 *
 * @see eclipse-hawkbit/hawkbit JpaRolloutManagement (percentages as Java floats), JpaRolloutExecutor (Math.round)
 */
export function splitEvenly(targets: number, groups: number): number[] {
  const sizes: number[] = [];
  let left = targets;
  for (let groupsLeft = groups; groupsLeft > 0; groupsLeft--) {
    const percent = Math.fround(Math.fround(1 / groupsLeft) * 100);
    const size = Math.min(left, Math.floor((percent * left) / 100 + 0.5));
    sizes.push(size);
    left -= size;
  }
  return sizes;
}
