import type { Command } from "commander";
import { defaultWorkers, wholeNumber } from "./options.js";

/** Options that the commands that answer a question have in common. */

/** Where the answer goes, and how it is sought. */
export interface AnswerOptions {
  readonly seed?: string;
  readonly workers: number;
  readonly out?: string;
  readonly report: boolean;
  readonly json?: true;
  readonly quiet?: true;
}

/** Adds the options of `AnswerOptions`. */
export function withAnswerOptions(command: Command): Command {
  return command
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--workers <n>", "worker threads", wholeNumber("--workers", 1), defaultWorkers())
    .option("--out <folder>", "folder of the report (default: reports/<name>)")
    .option("--no-report", "write no files")
    .option("--json", "print the answer as JSON")
    .option("--quiet", "print nothing where there is an answer");
}

/** Options of questions that can go on where they were interrupted. */
export interface ResumeOptions extends AnswerOptions {
  readonly resume?: true;
}

/** Adds the options of `ResumeOptions`. */
export function withResumeOptions(command: Command): Command {
  return withAnswerOptions(
    command.option("--resume", "go on with a question that was interrupted"),
  );
}
