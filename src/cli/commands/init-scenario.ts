import { Command } from "commander";
import type { InitOptions } from "../actions/init-scenario.js";
import type { ExitCode } from "../exit-code.js";
import { wholeNumber } from "../options.js";
import { troubles } from "../scenario-template.js";

/** `shakedown init scenario`: a first scenario, from questions on a terminal or from options. */
export function initScenarioCommand(exit: (code: ExitCode) => void): Command {
  return new Command("scenario")
    .description(
      "Write a scenario that runs as it is; asks on a terminal where no option is given.",
    )
    .argument("[file]", "where to", "scenario.yaml")
    .option("--name <text>", "what it is called")
    .option("--hosts <n>", "hosts of the fleet", wholeNumber("--hosts", 1))
    .option("--containers <n>", "containers on each host", wholeNumber("--containers", 1))
    .option("--policy <preset...>", "policies to compare, as `shakedown list policies` names them")
    .option("--trouble <kind>", `what is wrong with the release: ${troubles.join(", ")}`)
    .option("--yes", "ask nothing")
    .option("--force", "overwrite a file that is there")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown init\n  shakedown init scenario mine.yaml --hosts 200 --policy kured talos\n",
    )
    .action(async (file: string, options: InitOptions) => {
      const { initScenario } = await import("../actions/init-scenario.js");
      exit(await initScenario(file, options));
    });
}
