import { appendFileSync } from "node:fs";
import type { Comparison } from "../experiment/comparison.js";
import { brokenInvariants, whereBroken } from "../report/broken-invariants.js";
import { buildReport } from "../report/build-report.js";
import { sixDigits } from "../report/format.js";
import { renderMarkdown } from "../report/markdown.js";
import { annotate } from "./github-annotations.js";

/** A step summary beyond this is dropped whole [bytes]. */
const SUMMARY = 1024 * 1024;

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
