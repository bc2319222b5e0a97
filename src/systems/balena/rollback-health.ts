import { MINUTE, type Time } from "../../support/time.js";

/**
 * How balenaOS judges an update of the host that has reached userland: the engine works, and the network does where it did before.
 *
 * @see balena-os/meta-balena docs/rollbacks.md
 */

/** Time from one test to the next. */
export const TEST_INTERVAL: Time = MINUTE;
/** Tests that may fail before the host goes back. */
const TESTS = 15;

/** Whether a host goes back after so many tests in a row that failed; a single one that passes ends them. */
export function goesBack(failedTests: number): boolean {
  return failedTests >= TESTS;
}
