import { Command } from "commander";
import { type ResumeOptions, withResumeOptions } from "../answer-options.js";
import type { ExitCode } from "../exit-code.js";

const EXAMPLES = `
Examples:
  shakedown sweep scenarios/planning/what-matters.yaml
  shakedown sweep scenarios/planning/what-matters.yaml --seed other --json --no-report
  shakedown sweep scenarios/planning/what-matters.yaml --resume
`;

/** `shakedown sweep`: varies the factors that a scenario names under `sweep:` and says what each of them does. */
export function sweepCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("sweep")
    .description("Vary figures of a scenario and say what each of them does.")
    .argument("<scenario>", "scenario file (YAML or JSON) with a sweep");
  return withResumeOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: ResumeOptions) => {
      const { run } = await import("../actions/sweep.js");
      exit(await run(file, options));
    });
}
