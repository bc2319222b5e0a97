/** What the commands that answer a question have in common: a folder that is there to be written, Ctrl-C, and how the answer is told. */
import { Interrupted } from "../experiment/interrupted.js";
import { QuestionJournal } from "../experiment/question-journal.js";
import type { AnswerReport } from "../report/answers/answer-report.js";
import { renderAnswerTerminal } from "../report/answers/terminal.js";
import { renderAnswerJson, writeAnswer } from "../report/answers/write.js";
import { ensureWritable } from "../report/write.js";
import type { Scenario } from "../scenario/scenario.js";
import { ExitCode, UsageError } from "./exit-code.js";
import type { AnswerOptions, ResumeOptions } from "./answer-options.js";
import { startProgress } from "./progress.js";

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

/** An answer; undefined where Ctrl-C came first. A second one stops at once. */
export async function untilInterrupted<T>(
  answer: (signal: AbortSignal) => Promise<T>,
  journal?: QuestionJournal,
): Promise<T | undefined> {
  const interrupt = new AbortController();
  const stop = (): void => {
    journal?.keep();
    if (interrupt.signal.aborted) process.exit(ExitCode.Interrupted);
    process.stderr.write("\nstopping soon; Ctrl-C again stops at once\n");
    interrupt.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    const found = await answer(interrupt.signal);
    if (interrupt.signal.aborted) journal?.keep();
    return found;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    journal?.keep();
    process.stderr.write("interrupted: there was no answer yet\n");
    return undefined;
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

/**
 * Where replications of a question are kept until it is answered, those of an interrupted command read in where that is asked for.
 *
 * @returns undefined where no files are written.
 * @throws UsageError where there is no folder to go on from.
 * @throws JournalError where they are of another scenario, seed or version.
 */
export function questionJournal(
  folder: string | undefined,
  command: string,
  {
    scenario,
    seed = scenario.seed,
    resume,
  }: { readonly scenario: Scenario; readonly seed?: string | undefined; readonly resume?: true },
): QuestionJournal | undefined {
  if (folder === undefined) {
    if (resume !== true) return undefined;
    throw new UsageError("--resume: expected a folder to go on from, but --no-report names none");
  }
  const journal = new QuestionJournal(folder, command, { hash: scenario.hash, seed });
  if (resume === true && journal.resume() === 0)
    process.stderr.write("nothing to resume: asking from the start\n");
  return journal;
}

/** What comes after an answer: nothing is left to resume, or the line that says how to. */
export function closeJournal(journal: QuestionJournal | undefined, isComplete: boolean): void {
  if (journal === undefined) return;
  if (isComplete) journal.remove();
  else
    process.stderr.write(
      journal.problem === undefined
        ? "interrupted: the same command with --resume goes on from here\n"
        : `interrupted, and the replications could not be kept: ${journal.problem}\n`,
    );
}

/** An answer, with progress towards so many pieces of work; undefined where Ctrl-C came first. */
export async function untilDone<T>(
  {
    total,
    unit,
    quiet,
  }: { readonly total: number; readonly unit: string; readonly quiet: boolean },
  answer: (signal: AbortSignal, onDone: () => void) => Promise<T>,
): Promise<T | undefined> {
  const progress = startProgress(total, { quiet, unit });
  try {
    return await untilInterrupted((signal) => answer(signal, () => progress.add(1, 0)));
  } finally {
    progress.stop();
  }
}

/** How an answer is handed out. */
interface HandOut extends Pick<AnswerOptions, "json" | "quiet"> {
  /** Undefined for no report. */
  readonly folder: string | undefined;
  /** The answer for a terminal; the headline and all tables by default. */
  readonly text?: string;
  /** Whether the question has an answer; that it has none is told on stderr, quiet or not. */
  readonly hasAnswer?: boolean;
}

/** Writes the report and prints the answer. */
export async function handOut(
  report: AnswerReport,
  { json, quiet, folder, text, hasAnswer = true }: HandOut,
): Promise<ExitCode> {
  const trouble = folder === undefined ? undefined : await write(report, folder);
  const stream = hasAnswer ? process.stdout : process.stderr;
  if (json === true) process.stdout.write(renderAnswerJson(report));
  else if (quiet !== true || !hasAnswer) {
    stream.write(`${text ?? renderAnswerTerminal(report)}\n`);
    if (folder !== undefined && trouble === undefined)
      stream.write(`report: ${folder}/${report.command}.html\n`);
  }
  if (trouble !== undefined) throw trouble;
  return hasAnswer ? ExitCode.Done : ExitCode.Failed;
}

/** A question that can go on where it was interrupted: what it is asked of, and how its answer is found and told. */
interface Resumable<Answer> {
  /** The name of the command. */
  readonly command: string;
  readonly scenario: Scenario;
  /** Undefined where Ctrl-C came first. */
  readonly answer: (journal: QuestionJournal | undefined) => Promise<Answer | undefined>;
  readonly report: (answer: Answer) => AnswerReport;
  readonly told: (answer: Answer) => Pick<HandOut, "text" | "hasAnswer">;
}

/** Asks, keeps what there is where Ctrl-C comes first, and otherwise tells the answer. */
export async function askAndKeep<Answer>(
  { command, scenario, answer, report, told }: Resumable<Answer>,
  options: ResumeOptions,
): Promise<ExitCode> {
  const folder = reportFolder(options, scenario.name);
  const journal = questionJournal(folder, command, { scenario, ...options });
  const found = await answer(journal);
  if (found === undefined) {
    closeJournal(journal, false);
    return ExitCode.Interrupted;
  }
  const code = await handOut(report(found), { ...options, folder, ...told(found) });
  closeJournal(journal, true);
  return code;
}

/** Writes the report. Where the disk is full, what to throw once the answer is printed comes back. */
async function write(report: AnswerReport, folder: string): Promise<UsageError | undefined> {
  try {
    const { withoutPng } = await writeAnswer(report, folder);
    if (withoutPng)
      process.stderr.write("no PNG charts: the optional package canvas is not installed\n");
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    return new UsageError(`${folder}: the report could not be written: ${error.message}`, {
      cause: error,
    });
  }
}
