import { answerTune, type TuneAnswer } from "../../experiment/tune/answer.js";
import { prepareTune, type Tune } from "../../experiment/tune/prepare.js";
import type { QuestionJournal } from "../../experiment/question-journal.js";
import { renderTuneTerminal, tuneReport } from "../../report/answers/tune-report.js";
import { loadSource } from "../../scenario/load.js";
import { type ResumeOptions } from "../answer-options.js";
import { askAndKeep, untilInterrupted } from "../answer-question.js";
import { type ExitCode, UsageError } from "../exit-code.js";
import { tellIdleKnobs } from "../print-warnings.js";
import { startStatus } from "../progress.js";

/** Finds the values of the knobs that do best. */
export async function run(file: string, options: ResumeOptions): Promise<ExitCode> {
  const source = loadSource(file);
  const tune = prepareTune(source);
  if (tune === undefined) {
    throw new UsageError(
      `${file}: expected knobs to tune, got none; write them as docs/tuning.md shows: tune: { knobs: [{ vary: "policies[NAME].reboot.max", from: 1, to: 8 }], objectives: [{ metric: container-downtime }], indifference: 600 }`,
    );
  }
  tellIdleKnobs(source, options);
  return askAndKeep(
    {
      command: "tune",
      scenario: tune.base,
      answer: (journal) => answered(tune, options, journal),
      report: tuneReport,
      told: (answer) => ({ text: renderTuneTerminal(answer), hasAnswer: answer.best !== null }),
    },
    options,
  );
}

/** The result; undefined where Ctrl-C came first. */
async function answered(
  tune: Tune,
  { seed, workers, quiet }: ResumeOptions,
  journal: QuestionJournal | undefined,
): Promise<TuneAnswer | undefined> {
  const line = startStatus({ quiet: quiet === true });
  try {
    return await untilInterrupted(
      (signal) =>
        answerTune(tune, {
          seed: seed ?? tune.base.seed,
          workers,
          signal,
          journal,
          onLook: (points, replications) =>
            line.show(`${points} points, ${replications} replications of each`),
        }),
      journal,
    );
  } finally {
    line.clear();
  }
}
