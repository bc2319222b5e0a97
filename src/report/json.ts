import type { Comparison } from "../experiment/comparison.js";

/** A comparison as JSON with keys in the order of its type: the same comparison gives the same bytes. */
export function renderJson(comparison: Comparison): string {
  return `${JSON.stringify(comparison, null, 1)}\n`;
}
