import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { ExitCode, UsageError } from "../exit-code.js";
import { writeAsked } from "../write-asked.js";
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
    .action((file: string, options: { force?: true }) => exit(initPolicy(file, options)));
  return command;
}

function initPolicy(file: string, { force }: { readonly force?: true }): ExitCode {
  if (!/\.[cm]?ts$/.test(file)) {
    throw new UsageError(`init policy: expected a file that ends in .ts, got "${file}"`);
  }
  if (force !== true && existsSync(file)) {
    throw new UsageError(`${file}: expected no file of that name, got one; --force overwrites it`);
  }
  const template = readFileSync(new URL("../../../assets/policy.ts", import.meta.url), "utf8");
  writeAsked(file, template.replaceAll("./policy.ts", file));
  process.stdout.write(`${file}: a policy that runs as it is\n`);
  return ExitCode.Done;
}
