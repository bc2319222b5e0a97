import { HOUR, MINUTE, SECOND, type Time } from "../../support/time.js";

/**
 * Zincati's state machine: how often it tries again, and when it gives up or waits for people.
 *
 * @see coreos/zincati src/update_agent/mod.rs, src/update_agent/actor.rs, pull requests 485, 547 and 570
 */

/** The states. */
export type State =
  | "StartState"
  | "Initialized"
  | "ReportedSteady"
  | "NoNewUpdate"
  | "UpdateAvailable"
  | "UpdateStaged"
  | "UpdateFinalized"
  | "EndState";

/** While steady, and between the tries of everything else [ms]. */
export const REFRESH: Time = 5 * MINUTE;
/** At the end, where only a reboot or nothing is left to happen [ms]. */
const REFRESH_AT_END: Time = 3 * HOUR;
/** For users who are logged in [ms]. */
export const POSTPONEMENT: Time = MINUTE;
/** How often a reboot is put off for them. */
export const POSTPONEMENTS = 10;
/** Deployments of one release that may fail in a row before it is given up. */
const DEPLOYMENTS = 12;

/** Whether the next step follows without a wait: where the kind of state has changed, unless there was nothing to update to. */
export function ticksAtOnce(before: State, after: State): boolean {
  return before !== after && !(before === "ReportedSteady" && after === "NoNewUpdate");
}

/** Whether a staged update waits for users; with all postponements left it waits for its strategy instead. */
function isPostponed(state: State, postponements: number): boolean {
  return state === "UpdateStaged" && postponements < POSTPONEMENTS;
}

/**
 * The wait before the next step in the same state [ms], without jitter.
 *
 * @param postponements left, of a staged update.
 */
export function refreshDelay(state: State, postponements: number, steady: Time = REFRESH): Time {
  if (state === "ReportedSteady" || state === "NoNewUpdate") return steady;
  if (state === "EndState") return REFRESH_AT_END;
  return isPostponed(state, postponements) ? POSTPONEMENT : REFRESH;
}

/** Whether that wait gets jitter: always, except where it was announced to users. */
export function hasJitter(state: State, postponements: number): boolean {
  return !isPostponed(state, postponements);
}

/** Steps of the jitter, each of a hundredth of the wait but at least a second; 0 to 10 of them, all alike likely. */
export const JITTER_STEPS = 10;

/**
 * A wait with jitter [ms, whole seconds].
 *
 * @param steps drawn, [0..JITTER_STEPS]
 */
export function jittered(wait: Time, steps: number): Time {
  const seconds = Math.floor(wait / SECOND);
  return (seconds + Math.max(Math.floor(seconds / 100), 1) * steps) * SECOND;
}

/** Whether so many failed deployments in a row end the try; it then looks for updates anew. */
export function abandons(failedDeployments: number): boolean {
  return failedDeployments >= DEPLOYMENTS;
}

/** Whether a reboot is put off once more. */
export function postpones(sessions: number, postponements: number): boolean {
  return sessions > 0 && postponements > 0;
}
