import { Command } from "commander";
import type { RobustOptions } from "../actions/robust.js";
import { USUAL_TIMES } from "../../experiment/robust/usual-times.js";
import { withAnswerOptions } from "../answer-options.js";
import type { ExitCode } from "../exit-code.js";
import { multiple, wholeNumber } from "../options.js";

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
    .action(async (file: string, options: RobustOptions) => {
      const { robust } = await import("../actions/robust.js");
      exit(await robust(file, options));
    });
}
