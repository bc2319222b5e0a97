import type { Comparison } from "../experiment/comparison.js";
import { stored } from "./stored-comparison.js";

/**
 * A comparison as JSON with keys in the order of its type: the same comparison gives the same bytes. An estimate or a list of
 * numbers is one line, for a line for each number would be half of the file.
 */
export function renderJson(comparison: Comparison): string {
  const text = JSON.stringify(stored(comparison), null, 1);
  // No string holds a line break of its own, so what begins with one after a bracket is structure.
  const innermost = text.replaceAll(/[[{]\n[^[\]{}]*\n *[\]}]/g, (found) =>
    found.replaceAll(/\n */g, ""),
  );
  return `${innermost}\n`;
}
