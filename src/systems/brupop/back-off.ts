import { DAY, MINUTE, type Time } from "../../support/time.js";

/**
 * When the Bottlerocket update operator lets a node try again whose last tries crashed.
 *
 * @see bottlerocket-os/bottlerocket-update-operator controller/src/statemachine.rs
 */

/** Longest wait between two tries [ms]. */
export const RETRY_LIMIT: Time = DAY;

/**
 * Whether a node may try again: whole minutes since the crash exceed 2^crashes, or the limit.
 *
 * @param gap since the last crash [ms]
 * @param limit [ms]
 */
export function retryAllowed(gap: Time, crashes: number, limit: Time): boolean {
  return wholeMinutes(gap) > Math.min(waitMinutes(crashes), wholeMinutes(limit));
}

/** Since the last crash, the shortest time after which a node may try again [ms]. */
export function retryAfter(crashes: number, limit: Time): Time {
  return (Math.min(waitMinutes(crashes), wholeMinutes(limit)) + 1) * MINUTE;
}

/** 2^crashes. */
function waitMinutes(crashes: number): number {
  let minutes = 1;
  for (let i = 0; i < crashes && minutes < Number.MAX_SAFE_INTEGER; i++) minutes *= 2;
  return minutes;
}

function wholeMinutes(time: Time): number {
  return Math.floor(time / MINUTE);
}
