import { readFileSync } from "node:fs";
import type { DataIssue } from "./issue-texts.js";
import type { YamlText } from "./read-yaml.js";
import { ScenarioError, type ScenarioIssue } from "./scenario-error.js";

/** Files that people write: how they are read, and how what is wrong with them is placed. */

/**
 * Reads a text file.
 *
 * @throws ScenarioError where it cannot be read or is not text.
 */
export function readTextFile(path: string): string {
  return textOf(readBytes(path), path);
}

/** Refuses a file as a whole. */
export function refuse(file: string, message: string): never {
  throw new ScenarioError([{ file, line: 1, column: 1, path: "", message }]);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return refuse(path, `expected a readable file, got ${READ_ERRORS[code] ?? String(error)}`);
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "none of that name",
  ENOTDIR: "none of that name",
  EISDIR: "a folder",
  EACCES: "one without permission to read it",
  EPERM: "one without permission to read it",
};

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse(path, "expected text in UTF-8 (YAML or JSON), got binary data");
  }
}

/** Puts issues at their lines and columns, in the order of the file. */
export function placed(
  issues: readonly DataIssue[],
  yaml: YamlText,
  file: string,
): ScenarioIssue[] {
  return issues
    .map(({ path, part, message }) => ({
      file,
      ...yaml.placeOf(path, part),
      path: path.join("."),
      message,
    }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}
