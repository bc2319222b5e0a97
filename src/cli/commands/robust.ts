import { Command } from "commander";
import { USUAL_TIMES } from "../../experiment/robust/answer.js";
import { referenceTo } from "../../experiment/scenario-reference.js";
import { robustReport } from "../../report/answers/robust-report.js";
import { renderRobustTerminal } from "../../report/answers/robust-terminal.js";
import { loadSource } from "../../scenario/load.js";
import {
  type AnswerOptions,
  handOut,
  reportFolder,
  withAnswerOptions,
} from "../answer-question.js";
import { askRobust, refuseOnePolicy } from "../ask-robust.js";
import { ExitCode } from "../exit-code.js";
import { multiple, wholeNumber, withOptions } from "../options.js";
import { runExperiment } from "../run-experiment.js";

/** Options of `robust`, as commander gives them. */
interface RobustOptions extends AnswerOptions {
  readonly replications?: number;
  readonly times: number;
}

const EXAMPLES = `
Examples:
  shakedown robust scenarios/smoke.yaml
  shakedown robust scenarios/smoke.yaml --replications 30 --times 10
`;

/** `shakedown robust`: how wrong the guesses of a scenario may be before another policy wins. */
export function robustCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("robust")
    .description("Find how wrong the guesses of a scenario may be before another policy wins.")
    .argument("<scenario>", "scenario file (YAML or JSON) with at least two policies")
    .option("--replications <n>", "instead of the scenario's", wholeNumber("--replications", 2))
    .option(
      "--times <n>",
      "simulations at most, as a multiple of those of the run, which is included",
      multiple("--times"),
      USUAL_TIMES,
    );
  return withAnswerOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: RobustOptions) => exit(await robust(file, options)));
}

async function robust(file: string, options: RobustOptions): Promise<ExitCode> {
  const source = loadSource(file);
  const scenario = withOptions(source.scenario, options);
  refuseOnePolicy(Object.keys(scenario.policies), file);
  const folder = reportFolder(options, scenario.name);
  const { workers, times } = options;
  const quiet = options.quiet === true;
  const run = await runExperiment(scenario, {
    workers,
    quiet,
    modules: [],
    done: [],
    journal: undefined,
  });
  if (run === undefined || run.comparison.partial) {
    process.stderr.write("interrupted: there was no answer yet\n");
    return ExitCode.Interrupted;
  }
  const question = { scenario: run.scenario, source, rows: run.rows, times };
  const found = await askRobust(question, options);
  if (found === undefined) return ExitCode.Interrupted;
  const answer = { scenario: referenceTo(scenario), seed: scenario.seed, ...found };
  const text = renderRobustTerminal(answer);
  const code = await handOut(robustReport(answer), { ...options, folder, text });
  return found.isPartial ? ExitCode.Interrupted : code;
}
