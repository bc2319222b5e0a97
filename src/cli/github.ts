import { appendFileSync } from "node:fs";
import type { Comparison } from "../experiment/comparison.js";
import { brokenInvariants, whereBroken } from "../report/broken-invariants.js";
import { buildReport } from "../report/build-report.js";
import { sixDigits } from "../report/format.js";
import { renderMarkdown } from "../report/markdown.js";
import type { ScenarioIssue } from "../scenario/scenario-error.js";
import type { PlacedWarning } from "../warnings/find-warnings.js";

/** Annotations that GitHub shows of one step; more are dropped without a word. */
const ANNOTATIONS = 10;

/** A step summary beyond this is dropped whole [bytes]. */
const SUMMARY = 1024 * 1024;

/** A line of a workflow log that GitHub turns into an annotation. */
interface Annotation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

/** Tells GitHub Actions what came out, where it is run there: a step summary, and an annotation for each thing that failed. */
export function tellGitHub(comparison: Comparison): void {
  writeStepSummary(comparison);
  annotate([
    ...comparison.expectations
      .filter(({ met }) => !met)
      .map(({ text, estimate }) => ({
        file: comparison.scenario.file,
        title: "Expectation not met",
        message: estimate === null ? text : `${text}; found ${sixDigits(estimate.mean)}`,
      })),
    ...brokenInvariants(comparison).map((one) => ({
      file: comparison.scenario.file,
      title: `Invariant ${one.invariant} does not hold`,
      message: `${one.message}\nunder ${one.policy} ${whereBroken(one, comparison)}\n${one.reproduce}`,
    })),
  ]);
}

/** Puts what in a scenario cannot work beside its lines, where it is checked in GitHub Actions. */
export function annotateWarnings(
  warnings: readonly PlacedWarning[],
  level: "warning" | "error",
): void {
  annotate(
    warnings.map(({ file, line, column, code, found, advice }) => ({
      file,
      line,
      column,
      title: code,
      message: `${found}; ${advice}`,
    })),
    level,
  );
}

/** Puts what is wrong with a scenario beside its lines, where it is run in GitHub Actions. */
export function annotateIssues(issues: readonly ScenarioIssue[]): void {
  annotate(
    issues.map(({ file, line, column, path, message }) => ({
      file,
      line,
      column,
      title: path === "" ? "Scenario" : path,
      message,
    })),
  );
}

function writeStepSummary(comparison: Comparison): void {
  const file = process.env["GITHUB_STEP_SUMMARY"] ?? "";
  if (file === "") return;
  const whole = renderMarkdown(buildReport(comparison), [], true);
  const note = "\n\nCut short: a step summary holds at most 1 MiB.\n";
  const bytes = Buffer.from(whole);
  const text = bytes.length <= SUMMARY ? whole : bytes.subarray(0, SUMMARY - 100).toString() + note;
  try {
    appendFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`no step summary: ${reason}\n`);
  }
}

/** Prints annotations on stderr, which GitHub reads too, so that stdout holds results alone. */
function annotate(annotations: readonly Annotation[], level: "warning" | "error" = "error"): void {
  if (process.env["GITHUB_ACTIONS"] !== "true") return;
  for (const { file, line, column, title, message } of annotations.slice(0, ANNOTATIONS)) {
    const place = [
      `file=${property(file)}`,
      ...(line === undefined ? [] : [`line=${line}`]),
      ...(column === undefined ? [] : [`col=${column}`]),
      `title=${property(title)}`,
    ];
    process.stderr.write(`::${level} ${place.join(",")}::${data(message)}\n`);
  }
}

/** Escapes as GitHub's own toolkit does. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
