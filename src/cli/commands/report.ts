import { join } from "node:path";
import { Command } from "commander";
import { renderJson } from "../../report/json.js";
import { readReplay, readReport } from "../../report/read.js";
import { writeReport } from "../../report/write.js";
import { outcomeOf } from "../outcome.js";
import { printComparison } from "../print-comparison.js";
import type { ExitCode } from "../exit-code.js";

/** Options of `report`, as commander gives them. */
interface ReportOptions {
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

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
      const comparison = readReport(folder);
      if (options.json === true) process.stdout.write(renderJson(comparison));
      else {
        const out = options.out ?? folder;
        await writeReport(comparison, out, readReplay(folder, comparison.scenario.hash));
        printComparison(comparison, {
          quiet: options.quiet === true,
          page: join(out, "report.html"),
        });
      }
      exit(outcomeOf(comparison));
    });
}
