import { Command } from "commander";
import { answerTune, type TuneAnswer } from "../../experiment/tune/answer.js";
import { prepareTune, type Tune } from "../../experiment/tune/prepare.js";
import { renderTuneTerminal, tuneReport } from "../../report/answers/tune-report.js";
import { loadSource } from "../../scenario/load.js";
import {
  type AnswerOptions,
  handOut,
  reportFolder,
  untilInterrupted,
  withAnswerOptions,
} from "../answer-question.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { startStatus } from "../progress.js";

const EXAMPLES = `
Examples:
  shakedown tune scenarios/planning/tune-canaries.yaml
  shakedown tune scenarios/planning/tune-canaries.yaml --seed other --json --no-report
`;

/** `shakedown tune`: searches the knobs that a scenario names under `tune:` for their best values. */
export function tuneCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("tune")
    .description("Search the knobs of a scenario for the values that serve best.")
    .argument("<scenario>", "scenario file (YAML or JSON) with knobs to tune");
  return withAnswerOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: AnswerOptions) => exit(await run(file, options)));
}

async function run(file: string, options: AnswerOptions): Promise<ExitCode> {
  const tune = prepareTune(loadSource(file));
  if (tune === undefined) {
    throw new UsageError(
      `${file}: expected knobs to tune, got none; write them as docs/tuning.md shows: tune: { knobs: [{ vary: "policies[NAME].reboot.max", from: 1, to: 8 }], objectives: [{ metric: container-downtime }], indifference: 600 }`,
    );
  }
  const folder = reportFolder(options, tune.base.name);
  const answer = await answered(tune, options);
  if (answer === undefined) return ExitCode.Interrupted;
  return handOut(tuneReport(answer), {
    ...options,
    folder,
    text: renderTuneTerminal(answer),
    hasAnswer: answer.best !== null,
  });
}

/** The result; undefined where Ctrl-C came first. */
async function answered(
  tune: Tune,
  { seed, workers, quiet }: AnswerOptions,
): Promise<TuneAnswer | undefined> {
  const line = startStatus({ quiet: quiet === true });
  try {
    return await untilInterrupted((signal) =>
      answerTune(tune, {
        seed: seed ?? tune.base.seed,
        workers,
        signal,
        onLook: (points, replications) =>
          line.show(`${points} points, ${replications} replications of each`),
      }),
    );
  } finally {
    line.clear();
  }
}
