import type { VectorResult } from "./run-vectors.js";

/** What came of the vectors, in words: passed of total by family, then each failure with what was expected and what was got. */
export function printResults(results: readonly VectorResult[]): string {
  const byFamily = new Map<string, VectorResult[]>();
  for (const result of results) {
    const { family } = result.vector;
    byFamily.set(family, [...(byFamily.get(family) ?? []), result]);
  }
  const width = Math.max(5, ...[...byFamily.keys()].map((family) => family.length));
  const line = (name: string, of: readonly VectorResult[]) =>
    `${name.padEnd(width)}  ${passed(of)}/${of.length}${passed(of) < of.length ? "  FAILED" : ""}`;
  const families = [...byFamily].map(([family, of]) => line(family, of));
  const failures = results.filter((result) => !result.passed).map(printFailure);
  return [...families, line("total", results), ...failures, ""].join("\n");
}

function passed(results: readonly VectorResult[]): number {
  return results.filter((result) => result.passed).length;
}

function printFailure({ vector, got }: VectorResult): string {
  const { id, op, input, expect, source, note } = vector;
  return [
    "",
    `${id} (${op}) failed`,
    `  input     ${JSON.stringify(input)}`,
    `  expected  ${JSON.stringify(expect)}`,
    `  got       ${typeof got === "string" ? got : JSON.stringify(got)}`,
    ...(source === undefined ? [] : [`  source    ${source}`]),
    ...(note === undefined ? [] : [`  note      ${note}`]),
  ].join("\n");
}
