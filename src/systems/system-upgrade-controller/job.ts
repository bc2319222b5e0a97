import { NEVER, type Time } from "../../support/time.js";

/**
 * The job with which the system-upgrade-controller drains and upgrades one node. A job that fails is deleted after a while, and the
 * plan, in which the node still has its place, makes the same job anew: nobody else gets the place.
 *
 * @see rancher/system-upgrade-controller pkg/upgrade/handle_batch.go (enqueueOrDelete), pkg/upgrade/plan/plan.go
 * (SelectConcurrentNodes)
 */

/**
 * How long until a job runs on the node that can find it upgraded: none while one does.
 *
 * @param age since the first job began [ms]
 * @param deadline activeDeadlineSeconds of a job [ms]; `NEVER`: it has none.
 * @param pause from the failure of a job to the next one [ms]; `NEVER`: there is no next one.
 * @returns [ms]
 */
export function untilJobRuns(age: Time, deadline: Time, pause: Time): Time {
  if (age < deadline) return 0;
  if (pause === NEVER) return NEVER;
  const round = deadline + pause;
  const within = age % round;
  return within < deadline ? 0 : round - within;
}
