import { join } from "node:path";
import { renderJson } from "../../report/json.js";
import { readReplay, readReport } from "../../report/read.js";
import { writeReport } from "../../report/write.js";
import { outcomeOf } from "../outcome.js";
import { printComparison } from "../print-comparison.js";
import type { ExitCode } from "../exit-code.js";

/** Options of `report`, as commander gives them. */
export interface ReportOptions {
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Writes a report again from what it keeps. */
export async function report(folder: string, options: ReportOptions): Promise<ExitCode> {
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
  return outcomeOf(comparison);
}
