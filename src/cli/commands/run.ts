import { Command } from "commander";
import type { RunOptions } from "../actions/run.js";
import type { ExitCode } from "../exit-code.js";
import { defaultWorkers, wholeNumber } from "../options.js";

const EXAMPLES = `
Examples:
  shakedown run scenarios/smoke.yaml --replications 50
  shakedown run scenarios/smoke.yaml --watch --policy two-slots in-place
  shakedown run scenarios/smoke.yaml --resume
`;

/** `shakedown run`: compares the policies of a scenario and writes the report. */
export function runCommand(exit: (code: ExitCode) => void): Command {
  return new Command("run")
    .description("Compare the policies of a scenario and write reports/<name>/.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--replications <n>", "replications per policy", wholeNumber("--replications", 1))
    .option("--seed <text>", "seed instead of the scenario's")
    .option(
      "--policy <name...>",
      "only these policies; a file such as ./mine.ts adds a policy of your own; differences are from the first",
    )
    .option("--workers <n>", "worker threads", wholeNumber("--workers", 1), defaultWorkers())
    .option("--out <folder>", "folder of the report (default: reports/<name>)")
    .option("--no-report", "write no files")
    .option("--json", "print the comparison as JSON instead of the table")
    .option("--quiet", "print only what failed")
    .option(
      "--verify",
      "run replication 0 of each policy twice and report the first transition that differs",
    )
    .option("--halts", "find until when a halt of the bad release would still have helped")
    .option("--robust", "find how wrong the guesses may be before another policy wins")
    .option("--resume", "go on with a run that was interrupted")
    .option("--watch", "run again whenever the file is saved, and say what moved")
    .option("--open", "open the report in the browser")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: RunOptions) => {
      const { run } = await import("../actions/run.js");
      exit(await run(file, options));
    });
}
