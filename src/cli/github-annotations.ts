import type { ScenarioIssue } from "../scenario/scenario-error.js";
import type { PlacedWarning } from "../warnings/find-warnings.js";

/** Annotations that GitHub shows of one step; more are dropped without a word. */
const ANNOTATIONS = 10;

/** A line of a workflow log that GitHub turns into an annotation. */
interface Annotation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
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

/** Prints annotations on stderr, which GitHub reads too, so that stdout holds results alone. */
export function annotate(
  annotations: readonly Annotation[],
  level: "warning" | "error" = "error",
): void {
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
