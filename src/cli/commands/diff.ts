import { Command } from "commander";
import type { DiffOptions } from "../actions/diff.js";
import type { ExitCode } from "../exit-code.js";

/** `shakedown diff`: what differs between two reports, before and after a change. */
export function diffCommand(exit: (code: ExitCode) => void): Command {
  return new Command("diff")
    .description("Say what moved significantly between two reports, and which findings are new.")
    .argument("<before>", "folder of a report")
    .argument("<after>", "folder of a report")
    .option(
      "--fail-on <what>",
      "exit 1 on: new (findings), worse (figures or new findings), moved (any figure)",
      "never",
    )
    .option("--json", "print JSON")
    .option("--quiet", "print nothing")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown diff reports/before reports/after\n  shakedown diff reports/main reports/branch --fail-on worse\n",
    )
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { diff } = await import("../actions/diff.js");
      exit(diff(before, after, options));
    });
}
