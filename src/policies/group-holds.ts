import type { Hold } from "../fleet/blockers/hold.js";
import type { StageView } from "../fleet/control/policy-contract.js";
import { NEVER, type Time } from "../support/time.js";
import { errorFires, firstCount, successFires } from "../systems/hawkbit/threshold.js";

/** Why the next group of a rollout does not start. */

/** How far a rollout in groups is. */
interface GroupProgress {
  /** When each group was started, the first one first. */
  readonly started: readonly Time[];
  readonly pausedAt: Time | null;
  readonly withdrawn: boolean;
}

/** What it waits for before the next group, and when a person lets a paused one go on [ms after the pause]. */
interface GroupRules {
  readonly groups: number;
  readonly success: number;
  readonly error: number | null;
  readonly resumeAfter: Time;
}

/**
 * Why no further group starts; undefined: all have started.
 *
 * @param stage what was counted of the group that started last; undefined: nothing yet.
 */
export function holdOfGroups(
  { started, pausedAt, withdrawn }: GroupProgress,
  stage: StageView | undefined,
  { groups, success, error, resumeAfter }: GroupRules,
): Hold | undefined {
  if (withdrawn) return { why: "withdrawn" };
  if (stage === undefined || started.length === groups) return undefined;
  const { hosts, grants, successes, failures } = stage;
  const where = { wave: started.length, waves: groups, of: grants };
  if (pausedAt !== null) {
    const why = errorFires(failures, hosts, error ?? undefined) ? "failures" : "person";
    const until = resumeAfter === NEVER ? {} : { until: pausedAt + resumeAfter };
    return { why, ...where, counted: failures, since: pausedAt, ...until };
  }
  const limit = firstCount(hosts, (n) => successFires(n, hosts, success));
  return { why: "reports", ...where, counted: successes, limit, since: started.at(-1)! };
}
