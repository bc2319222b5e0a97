import type { VectorResult } from "./run-vectors.js";

/** What came of the closed forms, in words: passed of total by group, then each failure with expected, estimate, limits and trials. */
export function printResults(results: readonly VectorResult[]): string {
  const names = [...new Set(results.map(({ vector }) => vector.group))];
  const width = Math.max(5, ...names.map((name) => name.length));
  const line = (name: string, of: readonly VectorResult[]) => {
    const passed = of.filter((result) => result.passed).length;
    return `${name.padEnd(width)}  ${passed}/${of.length}${passed < of.length ? "  FAILED" : ""}`;
  };
  const byGroup = names.map((name) =>
    line(
      name,
      results.filter(({ vector }) => vector.group === name),
    ),
  );
  const failures = results.filter(({ passed }) => !passed).map(printFailure);
  return [...byGroup, line("total", results), ...failures, ""].join("\n");
}

function printFailure({ vector, got }: VectorResult): string {
  const { id, formula, params, expected } = vector;
  const head = ["", `${id} (${formula}) failed`, `  params    ${JSON.stringify(params)}`];
  const wanted = `  expected  ${expected}`;
  if (typeof got === "string") return [...head, wanted, `  got       ${got}`].join("\n");
  const wide = got.isNarrow ? "" : ", wider than allowed";
  return [
    ...head,
    wanted,
    `  estimate  ${got.value}`,
    `  limits    ${got.low} to ${got.high}${wide}`,
    `  trials    ${got.trials}`,
  ].join("\n");
}
