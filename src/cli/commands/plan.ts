import { Command } from "commander";
import type { PlanOptions } from "../actions/plan.js";
import { withResumeOptions } from "../answer-options.js";
import type { ExitCode } from "../exit-code.js";

const EXAMPLES = `
Examples:
  shakedown plan scenarios/planning/spare-capacity.yaml
  shakedown plan scenarios/planning/lock-slots.yaml --seed other --out reports/lock-slots
  shakedown plan scenarios/planning/lock-slots.yaml --resume
`;

/** `shakedown plan`: answers the question of capacity that a scenario asks under `plan:`. */
export function planCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("plan")
    .description("Answer the question of capacity that a scenario asks: how much is enough?")
    .argument("<scenario>", "scenario file (YAML or JSON) with a plan")
    .option(
      "--second-seed <text>",
      "seed that the answer is checked with (default: one made of the first)",
    );
  return withResumeOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: PlanOptions) => {
      const { run } = await import("../actions/plan.js");
      exit(await run(file, options));
    });
}
