import { shown } from "../support/quantity.js";
import { dottedPath, namesInside } from "./dotted-path.js";
import { type DataIssue, hint } from "./issue-texts.js";
import { at, entries, type Field, text } from "./raw-fields.js";

/** Complains of suppressions for places that there are not. What a policy leaves to its preset need not be written. */
export function checkSuppressions(root: Field): DataIssue[] {
  return entries(at(root, "suppress")).flatMap((one) => {
    const field = at(one, "path");
    return text(field).flatMap((written): DataIssue[] => {
      const { steps, missing } = dottedPath(written, root.value);
      if (missing === undefined && steps.length > 0) return [];
      const known = namesInside(missing?.value ?? root.value);
      const isPreset = steps[0] === "policies" && (missing?.depth ?? 0) > 1;
      const word = missing?.word ?? written;
      if (isPreset) return [];
      const choice = known.length === 0 ? ", where there is nothing" : ` (${known.join(", ")})`;
      const message = `expected the path of something in this file${choice}, got ${shown(written)}${hint(word, known)}`;
      return [{ path: field.path, part: "value", message }];
    });
  });
}
