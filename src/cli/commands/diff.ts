import { Command } from "commander";
import { diffComparisons, type ComparisonDiff } from "../../experiment/diff.js";
import { renderDiff } from "../../report/diff-text.js";
import { readReport } from "../../report/read.js";
import { usesColor } from "../color.js";
import { ExitCode } from "../exit-code.js";
import { oneOf } from "../options.js";

/** What lets `diff` fail, from the least to the most. */
const gates: Readonly<Record<string, (diff: ComparisonDiff) => boolean>> = {
  never: () => false,
  new: (diff) => hasNewFinding(diff),
  worse: (diff) => hasNewFinding(diff) || diff.moved.some(({ direction }) => direction === "worse"),
  moved: (diff) => hasNewFinding(diff) || diff.moved.length > 0,
};

function hasNewFinding({ findings }: ComparisonDiff): boolean {
  return findings.some(({ state }) => state === "new");
}

/** Options of `diff`, as commander gives them. */
interface DiffOptions {
  readonly failOn: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** `shakedown diff`: what differs between two reports, before and after a change. */
export function diffCommand(exit: (code: ExitCode) => void): Command {
  return new Command("diff")
    .description("Say what moved significantly between two reports, and which findings are new.")
    .argument("<before>", "folder of a report")
    .argument("<after>", "folder of a report")
    .option(
      "--fail-on <what>",
      "exit 1 on: new (findings), worse (figures or new findings), moved (any figure)",
      "never",
    )
    .option("--json", "print JSON")
    .option("--quiet", "print nothing")
    .addHelpText(
      "after",
      "\nExamples:\n  shakedown diff reports/before reports/after\n  shakedown diff reports/main reports/branch --fail-on worse\n",
    )
    .action((before: string, after: string, options: DiffOptions) => {
      const gate = gates[oneOf("--fail-on", options.failOn, Object.keys(gates))]!;
      const diff = diffComparisons(readReport(before), readReport(after));
      if (options.json === true) process.stdout.write(`${JSON.stringify(diff, null, 2)}\n`);
      else if (options.quiet !== true) {
        process.stdout.write(`${renderDiff(diff, { color: usesColor(process.stdout) })}\n`);
      }
      exit(gate(diff) ? ExitCode.Failed : ExitCode.Done);
    });
}
