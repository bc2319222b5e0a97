/** How wrong the guesses of a scenario may be, as `robust` and `run --robust` ask it. */
import { allowanceOf, answerRobust, type RobustQuestion } from "../experiment/robust/answer.js";
import type { Robustness } from "../experiment/robust/robustness.js";
import type { OwnModule } from "../experiment/own-modules.js";
import { UsageError } from "./exit-code.js";
import { untilInterrupted } from "./answer-question.js";
import { startProgress } from "./progress.js";

/** How it is asked. */
interface Ask {
  readonly workers: number;
  readonly quiet?: true;
  readonly modules?: readonly OwnModule[];
}

/** Refuses a scenario of one policy. @throws UsageError */
export function refuseOnePolicy(policies: readonly string[], asked: string): void {
  if (policies.length < 2) {
    throw new UsageError(
      `${asked}: expected at least two policies to compare, got ${policies.join(", ")}`,
    );
  }
}

/** The answer; after Ctrl-C what is known so far, undefined where that is nothing. */
export async function askRobust(
  question: RobustQuestion,
  { workers, quiet, modules = [] }: Ask,
): Promise<Robustness | undefined> {
  const progress = startProgress(allowanceOf(question), { quiet: quiet === true });
  try {
    return await untilInterrupted((signal) =>
      answerRobust(question, {
        workers,
        modules,
        signal,
        onRows: (rows) =>
          progress.add(
            rows.length,
            rows.reduce((sum, { events }) => sum + events, 0),
          ),
      }),
    );
  } finally {
    progress.stop();
  }
}
