import { shown } from "../support/quantity.js";
import type { DataIssue } from "./issue-texts.js";
import { at, type Field, fields } from "./raw-fields.js";

/** Complains of sources for what is not in the file. */
export function checkSources(root: Field): DataIssue[] {
  return fields(at(root, "sources")).flatMap((source) =>
    at(root, ...pointerSteps(source.key)).value === undefined || !source.key.startsWith("/")
      ? [
          {
            path: source.path,
            part: "key" as const,
            message: `expected the path of something in this file, such as /fleet/groups/0/hosts, got ${shown(source.key)}`,
          },
        ]
      : [],
  );
}

/** The steps of a JSON pointer (RFC 6901); digits are the same as an index. */
function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
