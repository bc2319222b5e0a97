import { Command } from "commander";
import { preparePlan } from "../../experiment/plan/prepare.js";
import { prepareSweep } from "../../experiment/sweep/prepare.js";
import { checkTune } from "../../experiment/tune/prepare.js";
import { loadSource } from "../../scenario/load.js";
import { ScenarioError } from "../../scenario/scenario-error.js";
import { ExitCode } from "../exit-code.js";
import { reportProblem } from "../problem.js";

/** `shakedown check`: says whether scenario files are right, without simulating. */
export function checkCommand(exit: (code: ExitCode) => void): Command {
  return new Command("check")
    .description("Check scenario files without running them.")
    .argument("<scenario...>", "scenario files (YAML or JSON)")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown check scenarios/smoke.yaml\n  shakedown check scenarios/*.yaml\n",
    )
    .action((files: string[]) => {
      for (const file of files) {
        if (!isRight(file)) exit(ExitCode.BadInput);
      }
    });
}

function isRight(file: string): boolean {
  try {
    const source = loadSource(file);
    preparePlan(source);
    prepareSweep(source);
    checkTune(source);
    const { scenario } = source;
    const policies = Object.keys(scenario.policies).length;
    process.stdout.write(
      `${file}: ok (${policies} policies, ${scenario.replications} replications)\n`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    reportProblem(error);
    return false;
  }
}
