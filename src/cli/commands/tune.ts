import { Command } from "commander";
import { type ResumeOptions, withResumeOptions } from "../answer-options.js";
import type { ExitCode } from "../exit-code.js";

const EXAMPLES = `
Examples:
  shakedown tune scenarios/planning/tune-canaries.yaml
  shakedown tune scenarios/planning/tune-canaries.yaml --seed other --json --no-report
  shakedown tune scenarios/planning/tune-canaries.yaml --resume
`;

/** `shakedown tune`: searches the knobs that a scenario names under `tune:` for their best values. */
export function tuneCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("tune")
    .description("Search the knobs of a scenario for the values that serve best.")
    .argument("<scenario>", "scenario file (YAML or JSON) with knobs to tune");
  return withResumeOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: ResumeOptions) => {
      const { run } = await import("../actions/tune.js");
      exit(await run(file, options));
    });
}
