/** What the commands that answer a question have in common: a folder that is there to be written, and Ctrl-C. */
import type { Command } from "commander";
import { Interrupted } from "../experiment/interrupted.js";
import { ensureWritable } from "../report/write.js";
import { UsageError } from "./exit-code.js";
import { defaultWorkers, wholeNumber } from "./options.js";

/** Where the answer goes, and how it is sought. */
export interface AnswerOptions {
  readonly workers: number;
  readonly out?: string;
  readonly report: boolean;
  readonly json?: true;
  readonly quiet?: true;
}

/** Adds the options of `AnswerOptions`. */
export function withAnswerOptions(command: Command): Command {
  return command
    .option("--workers <n>", "worker threads", wholeNumber("--workers", 1), defaultWorkers())
    .option("--out <folder>", "folder of the report (default: reports/<name>)")
    .option("--no-report", "write no files")
    .option("--json", "print the answer as JSON")
    .option("--quiet", "print nothing where there is an answer");
}

/**
 * The folder that a report goes to, before anything depends on it.
 *
 * @returns undefined where none is wanted.
 * @throws UsageError where it cannot be written: it is the user's to change.
 */
export function reportFolder(
  { report, out }: Pick<AnswerOptions, "report" | "out">,
  name: string,
): string | undefined {
  if (!report) return undefined;
  const folder = out ?? `reports/${name}`;
  try {
    ensureWritable(folder);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return folder;
}

/** An answer; undefined where Ctrl-C came first. */
export async function untilInterrupted<T>(
  answer: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await answer(interrupt.signal);
  } catch (error) {
    if (error instanceof Interrupted) return undefined;
    throw error;
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
