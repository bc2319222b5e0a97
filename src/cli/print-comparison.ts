import type { Comparison } from "../experiment/comparison.js";
import { brokenInvariants, whereBroken } from "../report/broken-invariants.js";
import { buildReport } from "../report/build-report.js";
import { renderTerminal } from "../report/terminal.js";
import { usesColor } from "./color.js";
import { tellGitHub } from "./github.js";

/** How much is printed. */
export interface PrintOptions {
  /** Only what failed. */
  readonly quiet: boolean;
  /** Where the report is; undefined where none was written. */
  readonly page: string | undefined;
}

/** Terminals are taken to be at least this wide [characters]. */
const NARROWEST = 40;

/** Prints a comparison for people: the table on stdout, what failed on stderr, and what GitHub shows where it is run there. */
export function printComparison(comparison: Comparison, { quiet, page }: PrintOptions): void {
  if (!quiet) {
    const { columns } = process.stdout;
    const width = process.stdout.isTTY ? Math.max(NARROWEST, Math.min(columns, 100)) : 80;
    const options = { color: usesColor(process.stdout), width };
    process.stdout.write(`${renderTerminal(buildReport(comparison), options)}\n`);
    if (page !== undefined) process.stdout.write(`report: ${page}\n`);
  }
  printFailures(comparison, quiet);
  tellGitHub(comparison);
}

/** Says what failed. With a table on stdout the expectations stand there already. */
export function printFailures(comparison: Comparison, withExpectations: boolean): void {
  for (const { met, text } of withExpectations ? comparison.expectations : []) {
    if (!met) process.stderr.write(`not met: ${text}\n`);
  }
  for (const one of brokenInvariants(comparison)) {
    const where = `under ${one.policy} ${whereBroken(one, comparison)}`;
    process.stderr.write(
      `invariant ${one.invariant} does not hold: ${one.message}\n  ${where}\n  reproduce: ${one.reproduce}\n`,
    );
  }
}
