#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { closeControllers, useControllers } from "../experiment/external-controller.js";
import { version } from "../version.js";
import { chaosCommand } from "./commands/chaos.js";
import { checkCommand } from "./commands/check.js";
import { diffCommand } from "./commands/diff.js";
import { initCommand } from "./commands/init.js";
import { doctorCommand } from "./commands/doctor.js";
import { explainCommand } from "./commands/explain.js";
import { listCommand } from "./commands/list.js";
import { noReturnCommand } from "./commands/no-return.js";
import { planCommand } from "./commands/plan.js";
import { steadyCommand } from "./commands/steady.js";
import { sweepCommand } from "./commands/sweep.js";
import { replayCommand } from "./commands/replay.js";
import { reportCommand } from "./commands/report.js";
import { runCommand } from "./commands/run.js";
import { addCompletion } from "./completion.js";
import { ExitCode } from "./exit-code.js";
import { reportProblem } from "./problem.js";

const EXAMPLES = `
Examples:
  shakedown run scenarios/smoke.yaml           compare policies, write reports/smoke/
  shakedown explain coreos-locksmith           what a policy does, with its sources
  shakedown diff reports/before reports/after  what a change moved beyond chance
  source <(shakedown complete bash)            completions; also zsh, fish, powershell
`;

/** argv → command → exit code. Results go to stdout, everything else to stderr. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.Done;
  useControllers();
  const program = new Command("shakedown")
    .description(
      "Simulates the update policies of a server fleet and says which costs least downtime.",
    )
    .version(version)
    .showSuggestionAfterError(true)
    .showHelpAfterError("(shakedown --help tells more)")
    .addHelpText("after", EXAMPLES)
    .exitOverride();
  for (const command of [
    runCommand,
    chaosCommand,
    planCommand,
    sweepCommand,
    noReturnCommand,
    steadyCommand,
    reportCommand,
    diffCommand,
    checkCommand,
    listCommand,
    explainCommand,
    replayCommand,
    initCommand,
    doctorCommand,
  ]) {
    program.addCommand(
      command((code) => {
        exitCode = code;
      }).exitOverride(),
    );
  }
  addCompletion(program);
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    // Commander has printed its own message; help and version are no errors.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? ExitCode.Done : ExitCode.BadInput;
    return reportProblem(error);
  } finally {
    closeControllers();
  }
}

// A reader that has seen enough (`| head`) closes the pipe: that is no error of anybody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(ExitCode.Done);
  throw error;
});

process.exitCode = await main(process.argv);
