import { readFileSync } from "node:fs";
import { preparePlan } from "../../experiment/plan/prepare.js";
import { prepareSweep } from "../../experiment/sweep/prepare.js";
import { checkTune } from "../../experiment/tune/prepare.js";
import { loadSource, readSource, type ScenarioSource } from "../../scenario/load.js";
import { ScenarioError } from "../../scenario/scenario-error.js";
import { findWarnings, type PlacedWarning } from "../../warnings/find-warnings.js";
import { withoutPath } from "../../warnings/mend-text.js";
import { counted } from "../../warnings/in-words.js";
import { ExitCode } from "../exit-code.js";
import { annotateWarnings } from "../github-annotations.js";
import { warningText } from "../print-warnings.js";
import { reportProblem } from "../problem.js";
import { writeAsked } from "../write-asked.js";

/** Options of `check`, as commander gives them. */
export interface CheckOptions {
  readonly strict?: true;
  readonly fix?: true;
  readonly json?: true;
}

/** Checks files, all of them. */
export function check(files: readonly string[], options: CheckOptions): ExitCode {
  const checked = files.map((file) => checkFile(file, options));
  if (options.json === true) {
    const told = checked.map(({ told }) => told);
    process.stdout.write(`${JSON.stringify({ files: told }, null, 2)}\n`);
  }
  return checked.every(({ passed }) => passed) ? ExitCode.Done : ExitCode.BadInput;
}

/** What a check found in one file. */
interface Checked {
  readonly passed: boolean;
  /** For `--json`. */
  readonly told: Readonly<Record<string, unknown>>;
}

function checkFile(file: string, options: CheckOptions): Checked {
  const quiet = options.json === true;
  try {
    const found = readAndCheck(file);
    const mended = options.fix === true ? mend(file, found.source, found.warnings) : [];
    const { source, warnings } = mended.length === 0 ? found : readAndCheck(file);
    const open = warnings.filter(({ suppressed }) => suppressed === undefined);
    const strict = options.strict === true;
    const passed = !strict || open.length === 0;
    if (!quiet) print(source, { open, mended, suppressed: warnings.length - open.length, strict });
    annotateWarnings(open, strict ? "error" : "warning");
    return {
      passed,
      told: {
        file,
        ok: passed,
        errors: [],
        warnings: warnings.map(asData),
        mended: mended.map(asData),
      },
    };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    if (!quiet) reportProblem(error);
    return {
      passed: false,
      told: { file, ok: false, errors: error.issues, warnings: [], mended: [] },
    };
  }
}

function readAndCheck(file: string) {
  const source = loadSource(file);
  preparePlan(source);
  prepareSweep(source);
  checkTune(source);
  return { source, warnings: findWarnings(source) };
}

/** What is printed of a file that decodes. */
interface Outcome {
  readonly open: readonly PlacedWarning[];
  readonly mended: readonly PlacedWarning[];
  /** Warnings that the scenario suppresses. */
  readonly suppressed: number;
  readonly strict: boolean;
}

function print({ scenario }: ScenarioSource, outcome: Outcome): void {
  const { open, mended, suppressed, strict } = outcome;
  for (const { code, path, line } of mended) {
    process.stdout.write(`${scenario.file}: took out ${path} (line ${line}): ${code}\n`);
  }
  const policies = Object.keys(scenario.policies).length;
  const notes = [
    `${policies} policies`,
    `${scenario.replications} replications`,
    ...(open.length === 0 ? [] : [counted(open.length, "warning")]),
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
  ];
  const out = strict && open.length > 0 ? process.stderr : process.stdout;
  const word = strict && open.length > 0 ? "not ok" : "ok";
  out.write(`${scenario.file}: ${word} (${notes.join(", ")})\n`);
  for (const warning of open) out.write(`${warningText(warning)}\n`);
}

function asData({ code, line, column, path, found, advice, remove, suppressed }: PlacedWarning) {
  const page = `docs/reference/warnings.md#${code}`;
  const fixable = remove !== undefined;
  return { code, line, column, path, found, advice, fixable, suppressed: suppressed ?? null, page };
}

/** Takes out of a file what does nothing there. @returns what was taken out. */
function mend(
  file: string,
  source: ScenarioSource,
  warnings: readonly PlacedWarning[],
): readonly PlacedWarning[] {
  let text = readFileSync(file, "utf8");
  const mended: PlacedWarning[] = [];
  // From the end, so that places before stay what they are.
  for (const warning of warnings.toReversed()) {
    const { remove, suppressed } = warning;
    if (remove === undefined || suppressed !== undefined) continue;
    const next = withoutPath(text, remove);
    if (next === undefined || !decodes(next, source.scenario.file)) continue;
    text = next;
    mended.unshift(warning);
  }
  if (mended.length > 0) writeAsked(file, text);
  return mended;
}

function decodes(text: string, file: string): boolean {
  try {
    readSource(text, file);
    return true;
  } catch (error) {
    if (error instanceof ScenarioError) return false;
    throw error;
  }
}
