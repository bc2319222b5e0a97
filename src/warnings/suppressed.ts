import type { Settings } from "../policies/merge-settings.js";
import { dottedPath } from "../scenario/dotted-path.js";
import type { Path } from "../scenario/read-yaml.js";
import type { Suppression } from "../scenario/suppress-schema.js";
import type { WarningCode } from "../scenario/warning-codes.js";

/** Whether a suppression is for a warning at a place: at its path, or anywhere below it. */
export function suppresses(
  { warning, path }: Suppression,
  code: WarningCode,
  place: Path,
  data: Settings,
): boolean {
  if (warning !== code) return false;
  if (path === undefined) return true;
  const { steps } = dottedPath(path, data);
  return steps.length <= place.length && steps.every((step, depth) => step === place[depth]);
}
