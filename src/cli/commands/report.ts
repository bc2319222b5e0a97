import { Command } from "commander";
import type { ReportOptions } from "../actions/report.js";
import type { ExitCode } from "../exit-code.js";

/** `shakedown report`: renders the report of a folder again, from its summary.json, without simulating. */
export function reportCommand(exit: (code: ExitCode) => void): Command {
  return new Command("report")
    .description("Render a report again from its folder, without simulating.")
    .argument("<folder>", "folder of a report")
    .option("--out <folder>", "where to (default: the same folder)")
    .option("--json", "print the comparison as JSON and write nothing")
    .option("--quiet", "print only what failed")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown report reports/smoke\n  shakedown report reports/smoke --out again\n",
    )
    .action(async (folder: string, options: ReportOptions) => {
      const { report } = await import("../actions/report.js");
      exit(await report(folder, options));
    });
}
