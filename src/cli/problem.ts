import { JournalError } from "../experiment/journal-file.js";
import { OwnPolicyError } from "../experiment/own-modules.js";
import { ReplicationError } from "../experiment/replication-row.js";
import { ReportFolderError } from "../report/read.js";
import { ScenarioError } from "../scenario/scenario-error.js";
import { ControllerError } from "../simulation/run.js";
import { withExcerpts } from "./excerpt.js";
import { ExitCode, UsageError } from "./exit-code.js";
import { annotateIssues } from "./github.js";

/** Prints what went wrong, in the form its kind has, and gives the exit code. Bad input never comes with a stack trace. */
export function reportProblem(error: unknown): ExitCode {
  if (error instanceof ScenarioError) annotateIssues(error.issues);
  if (
    error instanceof ScenarioError ||
    error instanceof UsageError ||
    error instanceof ReportFolderError ||
    error instanceof JournalError ||
    error instanceof OwnPolicyError ||
    error instanceof ControllerError
  ) {
    const { message } = error;
    const said = error instanceof ScenarioError ? withExcerpts(message, error.issues) : message;
    process.stderr.write(`${said}\n`);
    return ExitCode.BadInput;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`shakedown: this is a bug of Shakedown, not of your scenario: ${message}\n`);
  const cause = error instanceof ReplicationError ? error.cause : error;
  if (cause instanceof Error && cause.stack !== undefined) process.stderr.write(`${cause.stack}\n`);
  return ExitCode.Bug;
}
