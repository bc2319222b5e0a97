import { Command } from "commander";
import type { CheckOptions } from "../actions/check.js";
import type { ExitCode } from "../exit-code.js";

/** `shakedown check`: says whether scenario files are right and what in them cannot work, without simulating. */
export function checkCommand(exit: (code: ExitCode) => void): Command {
  return new Command("check")
    .description("Check scenario files without running them.")
    .argument("<scenario...>", "scenario files (YAML or JSON)")
    .option("--strict", "exit 2 on warnings too, unless the scenario suppresses them")
    .option("--fix", "mend in the file what has exactly one mend")
    .option("--json", "print what was found as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown check scenarios/smoke.yaml\n  shakedown check scenarios/*.yaml --strict\n",
    )
    .action(async (files: string[], options: CheckOptions) => {
      const { check } = await import("../actions/check.js");
      exit(check(files, options));
    });
}
