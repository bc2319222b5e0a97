/**
 * From deltas to the full payload. Failures are those past the transfer: a delta that does not fit what is on the disk, a slot
 * that does not verify. A successful update clears the count.
 *
 * @see coreos/update_engine src/update_engine/update_attempter.cc
 */

/** Failures after which the host asks for the full payload. */
export const MAX_DELTA_FAILURES = 3;

/** Whether a host with so many failures asks for the full payload. */
export function asksForFull(failures: number): boolean {
  return failures >= MAX_DELTA_FAILURES;
}
