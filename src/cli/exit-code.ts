import { InputError } from "../support/input-error.js";

/** What the command says to the shell. */
export const ExitCode = {
  Done: 0,
  /** An expectation of the scenario or an invariant did not hold. */
  Failed: 1,
  /** Something is wrong with what was given: scenario, options, output folder. */
  BadInput: 2,
  /** Something is wrong with Shakedown. */
  Bug: 70,
  /** Stopped by Ctrl-C. */
  Interrupted: 130,
} as const;
/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Bad input that is not in a scenario file: an option, a name, a folder. The message is all the user needs. */
export class UsageError extends InputError {
  override readonly name = "UsageError";
}
