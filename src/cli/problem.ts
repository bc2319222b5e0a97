import { ScenarioError } from "../scenario/scenario-error.js";
import { InputError } from "../support/input-error.js";
import { withExcerpts } from "./excerpt.js";
import { ExitCode } from "./exit-code.js";
import { annotateIssues } from "./github-annotations.js";

/** Prints what went wrong, in the form its kind has, and gives the exit code. Bad input never comes with a stack trace. */
export function reportProblem(error: unknown): ExitCode {
  if (error instanceof ScenarioError) annotateIssues(error.issues);
  if (error instanceof InputError) {
    const { message } = error;
    const said = error instanceof ScenarioError ? withExcerpts(message, error.issues) : message;
    process.stderr.write(`${said}\n`);
    return ExitCode.BadInput;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`shakedown: this is a bug of Shakedown, not of your scenario: ${message}\n`);
  // A replication that fails wraps what made it fail.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.stack !== undefined) process.stderr.write(`${cause.stack}\n`);
  return ExitCode.Bug;
}
