import { Command, CommanderError } from "commander";
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
import { robustCommand } from "./commands/robust.js";
import { sweepCommand } from "./commands/sweep.js";
import { rareCommand } from "./commands/rare.js";
import { tuneCommand } from "./commands/tune.js";
import { replayCommand } from "./commands/replay.js";
import { reportCommand } from "./commands/report.js";
import { runCommand } from "./commands/run.js";
import { addCompletion } from "./completion.js";
import { ExitCode } from "./exit-code.js";

const EXAMPLES = `
Examples:
  shakedown run scenarios/smoke.yaml           compare policies, write reports/smoke/
  shakedown explain coreos-locksmith           what a policy does, with its sources
  shakedown diff reports/before reports/after  what a change moved significantly
  source <(shakedown complete bash)            completions; also zsh, fish, powershell
`;

/** Every command, in the order of the help. */
const COMMANDS: readonly ((exit: (code: ExitCode) => void) => Command)[] = [
  runCommand,
  chaosCommand,
  planCommand,
  sweepCommand,
  tuneCommand,
  robustCommand,
  noReturnCommand,
  steadyCommand,
  rareCommand,
  reportCommand,
  diffCommand,
  checkCommand,
  listCommand,
  explainCommand,
  replayCommand,
  initCommand,
  doctorCommand,
];

/** Commands that need no policies of `kind: external`: connecting them takes longer than all else that these load. */
const SIMULATES_NOTHING: ReadonlySet<string> = new Set([
  "check",
  "complete",
  "diff",
  "explain",
  "list",
  "policy",
  "report",
  "scenario",
]);

/** argv → command → exit code. Results go to stdout, everything else to stderr. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.Done;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  let close: (() => void) | undefined;
  program.hook("preAction", async (_, command) => {
    if (SIMULATES_NOTHING.has(command.name())) return;
    const { closeControllers, useControllers } =
      await import("../experiment/external-controller.js");
    useControllers();
    close = closeControllers;
  });
  try {
    await addCompletion(program, argv);
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    // Commander has printed its own message; help and version are no errors.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? ExitCode.Done : ExitCode.BadInput;
    const { reportProblem } = await import("./problem.js");
    return reportProblem(error);
  } finally {
    close?.();
  }
}

/** The program with all its commands; they say how they ended by `exit`. */
export function buildProgram(exit: (code: ExitCode) => void): Command {
  const program = new Command("shakedown")
    .description(
      "Simulates the update policies of a server fleet and says which costs least downtime.",
    )
    .version(version)
    .showSuggestionAfterError(true)
    .showHelpAfterError("(shakedown --help tells more)")
    .addHelpText("after", EXAMPLES)
    .exitOverride();
  for (const command of COMMANDS) program.addCommand(command(exit).exitOverride());
  return program;
}
