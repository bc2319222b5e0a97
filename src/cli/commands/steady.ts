import { Command } from "commander";
import type { SteadyOptions } from "../actions/steady.js";
import { withAnswerOptions } from "../answer-options.js";
import type { ExitCode } from "../exit-code.js";
import { duration } from "../options.js";

/** `shakedown steady`: what a policy comes to in the long run. */
export function steadyCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("steady")
    .description("Run an endless release train, and say what each policy comes to in the long run.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option(
      "--every <time>",
      "its releases come again and again after this time (default: only once)",
      duration("--every"),
    )
    .option("--for <time>", "length of the run (default: the horizon)", duration("--for"));
  return withAnswerOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown steady scenarios/smoke.yaml --every 14d --for 1095d\n  shakedown steady scenarios/coreos-release-train.yaml --policy channels-and-lock\n",
    )
    .action(async (file: string, options: SteadyOptions) => {
      const { steady } = await import("../actions/steady.js");
      exit(await steady(file, options));
    });
}
