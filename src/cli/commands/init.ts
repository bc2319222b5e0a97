import { Command } from "commander";
import type { ExitCode } from "../exit-code.js";
import { initScenarioCommand } from "./init-scenario.js";

/** `shakedown init`: begins a file of one's own. */
export function initCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command("init")
    .description("Begin a scenario or a policy of your own.")
    .addHelpText("after", "\nExamples:\n  shakedown init\n  shakedown init policy ./mine.ts\n");
  command.addCommand(initScenarioCommand(exit).exitOverride(), { isDefault: true });
  command
    .command("policy")
    .description("Write a policy of your own that runs as it is.")
    .argument("[file]", "where to", "policy.ts")
    .option("--force", "overwrite a file that is there")
    .addHelpText("after", "\nExample:\n  shakedown init policy ./mine.ts\n")
    .action(async (file: string, options: { force?: true }) => {
      const { initPolicy } = await import("../actions/init-policy.js");
      exit(initPolicy(file, options));
    });
  return command;
}
