import type { ResumeOptions } from "../answer-options.js";
import { answerPlan, type PlanAnswer } from "../../experiment/plan/answer.js";
import { type Plan, preparePlan } from "../../experiment/plan/prepare.js";
import type { QuestionJournal } from "../../experiment/question-journal.js";
import { plain } from "../../report/answers/answer-report.js";
import { planReport } from "../../report/answers/plan-report.js";
import { planHeadline, progressInWords } from "../../report/answers/plan-words.js";
import { wrapped } from "../../report/answers/terminal.js";
import { loadSource } from "../../scenario/load.js";
import {
  closeJournal,
  handOut,
  questionJournal,
  reportFolder,
  untilInterrupted,
} from "../answer-question.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { tellIdleKnobs } from "../print-warnings.js";
import { startPace, startStatus } from "../progress.js";

/** Options of `plan`, as commander gives them. */
export interface PlanOptions extends ResumeOptions {
  readonly secondSeed?: string;
}

/** Answers the question of capacity that a scenario asks. */
export async function run(file: string, options: PlanOptions): Promise<ExitCode> {
  const source = loadSource(file);
  const plan = preparePlan(source);
  if (plan === undefined) {
    throw new UsageError(
      `${file}: expected a plan, got none; write one as docs/planning.md shows: plan: { find: smallest, vary: spare, from: 0, to: 20, require: { holds: [{ metric: budget-violation, max: 0 }], in: 99% } }`,
    );
  }
  tellIdleKnobs(source, options);
  const folder = reportFolder(options, plan.base.name);
  const journal = questionJournal(folder, "plan", { scenario: plan.base, ...options });
  const answer = await answered(plan, options, journal);
  if (answer === undefined) return ExitCode.Interrupted;
  const text = planHeadline(answer)
    .map((sentence) => wrapped(plain(sentence)))
    .join("\n");
  const hasAnswer = answer.first.answer !== null || !answer.isComplete;
  const code = await handOut(planReport(answer), { ...options, folder, text, hasAnswer });
  closeJournal(journal, answer.isComplete);
  return answer.isComplete ? code : ExitCode.Interrupted;
}

/** The answer, or as much of it as is known where Ctrl-C came first. */
async function answered(
  plan: Plan,
  options: PlanOptions,
  journal: QuestionJournal | undefined,
): Promise<PlanAnswer | undefined> {
  const seed = options.seed ?? plan.base.seed;
  const line = startStatus({ quiet: options.quiet === true });
  const pace = startPace();
  const before = new Map<string, number>();
  try {
    return await untilInterrupted(
      (signal) =>
        answerPlan(plan, {
          seed,
          secondSeed: options.secondSeed ?? `${seed}-2`,
          workers: options.workers,
          signal,
          journal,
          onKnown(progress) {
            before.set(progress.seed, progress.replications);
            pace.note([...before.values()].reduce((sum, count) => sum + count, 0));
            // The second seed asks for about as much again.
            const wanted = progress.wanted + (progress.seed === seed ? progress.wanted : 0);
            line.show(progressInWords(plan, progress, pace.left(wanted)));
          },
        }),
      journal,
    );
  } finally {
    line.clear();
  }
}
