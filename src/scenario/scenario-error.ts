import { InputError } from "../support/input-error.js";

/** One thing that is wrong with a scenario file. */
export interface ScenarioIssue {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1 [characters]. */
  readonly column: number;
  /** Where in the data, as `fleet.groups.0.hosts`; empty for the file as a whole. */
  readonly path: string;
  /** "expected …, got …", or "unknown key …". */
  readonly message: string;
}

/** Bad input: everything that is wrong with a scenario file, at once. The message has a line for each issue. */
export class ScenarioError extends InputError {
  override readonly name = "ScenarioError";
  readonly issues: readonly ScenarioIssue[];

  /** @param issues at least one, in the order of the file. */
  constructor(issues: readonly ScenarioIssue[]) {
    super(issues.map(printed).join("\n"));
    this.issues = issues;
  }
}

function printed({ file, line, column, path, message }: ScenarioIssue): string {
  return `${file}:${line}:${column}${path === "" ? "" : ` ${path}`}: ${message}`;
}
