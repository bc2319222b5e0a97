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

/** Options of `tune`, as commander gives them. */
interface TuneCommandOptions extends AnswerOptions {
  readonly seed?: string;
}

const EXAMPLES = `
Examples:
  shakedown tune scenarios/planning/tune-canaries.yaml
  shakedown tune scenarios/planning/tune-canaries.yaml --seed other --json --no-report
`;

/** `shakedown tune`: searches the knobs that a scenario names under `tune:` for their best values. */
export function tuneCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("tune")
    .description("Search the knobs of a scenario for the values that serve best.")
    .argument("<scenario>", "scenario file (YAML or JSON) with knobs to tune")
    .option("--seed <text>", "seed instead of the scenario's");
  return withAnswerOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: TuneCommandOptions) => exit(await run(file, options)));
}

async function run(file: string, options: TuneCommandOptions): Promise<ExitCode> {
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
function answered(
  tune: Tune,
  { seed, workers, quiet }: TuneCommandOptions,
): Promise<TuneAnswer | undefined> {
  const tells = quiet !== true && process.stderr.isTTY;
  return untilInterrupted((signal) =>
    answerTune(tune, {
      seed: seed ?? tune.base.seed,
      workers,
      signal,
      onLook(points, replications) {
        if (!tells) return;
        process.stderr.write(`${points} points, ${replications} replications of each\n`);
      },
    }),
  );
}
