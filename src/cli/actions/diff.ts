import { diffComparisons, type ComparisonDiff } from "../../experiment/diff.js";
import { renderDiff } from "../../report/diff-text.js";
import { readReport } from "../../report/read.js";
import { usesColor } from "../color.js";
import { ExitCode } from "../exit-code.js";
import { oneOf } from "../options.js";

/** Options of `diff`, as commander gives them. */
export interface DiffOptions {
  readonly failOn: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Tells two reports apart. */
export function diff(before: string, after: string, options: DiffOptions): ExitCode {
  const gate = gates[oneOf("--fail-on", options.failOn, Object.keys(gates))]!;
  const found = diffComparisons(readReport(before), readReport(after));
  if (options.json === true) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (options.quiet !== true) {
    process.stdout.write(`${renderDiff(found, { color: usesColor(process.stdout) })}\n`);
  }
  return gate(found) ? ExitCode.Failed : ExitCode.Done;
}

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
