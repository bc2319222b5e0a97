import { Command } from "commander";
import type { ChaosOptions } from "../actions/chaos.js";
import type { ExitCode } from "../exit-code.js";
import { defaultWorkers, duration, wholeNumber } from "../options.js";

/** `shakedown chaos`: searches for the faults that break a policy, shrinks what it finds, and keeps it. */
export function chaosCommand(exit: (code: ExitCode) => void): Command {
  return new Command("chaos")
    .description("Search for the faults that break a policy; shrink what is found and keep it.")
    .argument("<scenario>", "scenario file (YAML or JSON)")
    .option("--policy <name>", "only this policy, or one of your own as a .ts or .js file")
    .option("--runs <n>", "most runs per policy", wholeNumber("--runs", 1), 2_000)
    .option("--budget <time>", "stop after this time, such as 5m", duration("--budget"))
    .option("--seed <text>", "seed instead of the scenario's")
    .option("--workers <n>", "worker threads", wholeNumber("--workers", 1), defaultWorkers())
    .option(
      "--invariants <names>",
      "policy invariants to ask for besides the scenario's: all, or some, with commas",
    )
    .option("--adversary <metric>", "search for the faults that make this metric worst, instead")
    .option("--found <folder>", "where findings are kept", "scenarios/found")
    .option("--emit-test", "write each new finding as a vitest file too")
    .option("--json", "print the findings as JSON")
    .option("--quiet", "tell no progress")
    .addHelpText(
      "after",
      `
Examples:
  shakedown chaos scenarios/smoke.yaml --runs 500
  shakedown chaos scenarios/smoke.yaml --invariants all --policy two-slots
  shakedown chaos scenarios/smoke.yaml --adversary container-downtime
`,
    )
    .action(async (file: string, options: ChaosOptions) => {
      const { chaos } = await import("../actions/chaos.js");
      exit(await chaos(file, options));
    });
}
