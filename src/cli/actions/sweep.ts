import { answerSweep, type SweepAnswer } from "../../experiment/sweep/answer.js";
import { prepareSweep, type Sweep } from "../../experiment/sweep/prepare.js";
import type { QuestionJournal } from "../../experiment/question-journal.js";
import { renderSweepTerminal, sweepReport } from "../../report/answers/sweep-report.js";
import { loadSource } from "../../scenario/load.js";
import { type ResumeOptions } from "../answer-options.js";
import { askAndKeep, untilInterrupted } from "../answer-question.js";
import { type ExitCode, UsageError } from "../exit-code.js";
import { tellIdleKnobs } from "../print-warnings.js";
import { type Progress, startProgress } from "../progress.js";

/** Finds what the figures depend on. */
export async function run(file: string, options: ResumeOptions): Promise<ExitCode> {
  const source = loadSource(file);
  const sweep = prepareSweep(source);
  if (sweep === undefined) {
    throw new UsageError(
      `${file}: expected a sweep, got none; write one as docs/tuning.md shows: sweep: { factors: [{ vary: "fleet.groups[web].hosts", from: 10, to: 40, step: 10 }], metrics: [host-downtime] }`,
    );
  }
  tellIdleKnobs(source, options);
  return askAndKeep(
    {
      command: "sweep",
      scenario: sweep.base,
      answer: (journal) => answered(sweep, options, journal),
      report: sweepReport,
      told: (answer) => ({ text: renderSweepTerminal(answer) }),
    },
    options,
  );
}

/** The result; undefined where Ctrl-C came first. */
async function answered(
  sweep: Sweep,
  { seed, workers, quiet }: ResumeOptions,
  journal: QuestionJournal | undefined,
): Promise<SweepAnswer | undefined> {
  let progress: Progress | undefined;
  try {
    return await untilInterrupted(
      (signal) =>
        answerSweep(sweep, {
          seed: seed ?? sweep.base.seed,
          workers,
          signal,
          journal,
          onBegin: (replications) =>
            (progress = startProgress(replications, { quiet: quiet === true })),
          onRows: (rows) =>
            progress?.add(
              rows.length,
              rows.reduce((sum, { events }) => sum + events, 0),
            ),
        }),
      journal,
    );
  } finally {
    progress?.stop();
  }
}
