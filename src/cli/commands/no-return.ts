import { Command } from "commander";
import type { NoReturnOptions } from "../actions/no-return.js";
import { withAnswerOptions } from "../answer-options.js";
import { type ExitCode, UsageError } from "../exit-code.js";
import { wholeNumber } from "../options.js";

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
    .action(async (file: string, options: NoReturnOptions) => {
      const { noReturn } = await import("../actions/no-return.js");
      exit(await noReturn(file, options));
    });
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || !Number.isFinite(value)) {
    throw new UsageError(`--bad: expected a number of at least 0, got "${text}"`);
  }
  return value;
}
