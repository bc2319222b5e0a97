import { Command, Option } from "commander";
import type { RareOptions } from "../actions/rare.js";
import { rareEventKinds } from "../../experiment/splitting/rare-event.js";
import { withAnswerOptions } from "../answer-options.js";
import type { ExitCode } from "../exit-code.js";
import { wholeNumber } from "../options.js";

/** `shakedown rare`: how likely what hardly ever happens is. */
export function rareCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("rare")
    .description("Estimate the probability of what hardly ever happens, by multilevel splitting.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .addOption(
      new Option("--event <kind>", "what is down at once")
        .choices([...rareEventKinds])
        .makeOptionMandatory(),
    )
    .option("--service <name>", "whose containers; with replicas-down (default: the first one)")
    .option(
      "--at-least <n>",
      "how many at once (default: all of them)",
      wholeNumber("--at-least", 1),
    )
    .option("--policy <name>", "only this policy (default: each of the scenario)")
    .option("--runs <n>", "runs from each level to the next", wholeNumber("--runs", 10), 100)
    .option(
      "--repeats <n>",
      "repeats of it all, for the interval",
      wholeNumber("--repeats", 5),
      20,
    );
  return withAnswerOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown rare scenarios/planning/rare-outage.yaml --event replicas-down --service api\n  shakedown rare scenarios/smoke.yaml --event hosts-down --at-least 8 --policy two-slots\n",
    )
    .action(async (file: string, options: RareOptions) => {
      const { rare } = await import("../actions/rare.js");
      exit(await rare(file, options));
    });
}
