import { Command } from "commander";
import { referenceTo } from "../../experiment/scenario-reference.js";
import { noReturnReport } from "../../report/answers/no-return-report.js";
import {
  type AnswerOptions,
  handOut,
  reportFolder,
  withAnswerOptions,
} from "../answer-question.js";
import { askNoReturn, subjectOf } from "../ask-no-return.js";
import { ExitCode, UsageError } from "../exit-code.js";
import { chosenPolicies, loadWith, wholeNumber } from "../options.js";

/** Options of `no-return`, as commander gives them. */
interface NoReturnOptions extends AnswerOptions {
  readonly policy?: string;
  readonly release?: string;
  readonly metric?: string;
  readonly bad?: number;
  readonly replications?: number;
}

/** `shakedown no-return`: until when a halt of a bad release still helps. */
export function noReturnCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("no-return")
    .description("Find until when a halt of a bad release still helps.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option("--release <version>", "the release (default: the first one with a defect)")
    .option("--metric <name>", "measures the harm (default: downtime by defects)")
    .option(
      "--bad <value>",
      "harm from which on the end is bad (default: half of that without a halt)",
      amount,
    )
    .option("--replications <n>", "instead of the scenario's", wholeNumber("--replications", 1));
  return withAnswerOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown no-return scenarios/bad-kernel.yaml\n  shakedown no-return scenarios/bad-kernel.yaml --metric exposure --bad 30\n",
    )
    .action(async (file: string, options: NoReturnOptions) => exit(await noReturn(file, options)));
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || !Number.isFinite(value)) {
    throw new UsageError(`--bad: expected a number of at least 0, got "${text}"`);
  }
  return value;
}

async function noReturn(file: string, options: NoReturnOptions): Promise<ExitCode> {
  const scenario = loadWith(file, options);
  const chosen = chosenPolicies(scenario, options.policy);
  const folder = reportFolder(options, scenario.name);
  const subject = subjectOf(scenario, options);
  const policies = await askNoReturn(scenario, chosen, { ...options, ...subject });
  if (policies === undefined) return ExitCode.Interrupted;
  const answer = { scenario: referenceTo(scenario), seed: scenario.seed, policies };
  return handOut(noReturnReport(answer), { ...options, folder });
}
