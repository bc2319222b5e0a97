import type { AnswerOptions } from "../answer-options.js";
import { referenceTo } from "../../experiment/scenario-reference.js";
import { robustReport } from "../../report/answers/robust-report.js";
import { renderRobustTerminal } from "../../report/answers/robust-terminal.js";
import { loadSource } from "../../scenario/load.js";
import { handOut, reportFolder } from "../answer-question.js";
import { askRobust, refuseOnePolicy } from "../ask-robust.js";
import { ExitCode } from "../exit-code.js";
import { withOptions } from "../scenario-options.js";
import { runExperiment } from "../run-experiment.js";

/** Options of `robust`, as commander gives them. */
export interface RobustOptions extends AnswerOptions {
  readonly replications?: number;
  readonly times: number;
}

/** Finds how wrong the guesses of a scenario may be. */
export async function robust(file: string, options: RobustOptions): Promise<ExitCode> {
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
