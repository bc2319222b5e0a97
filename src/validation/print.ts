import type { Estimate } from "./estimate.js";
import type { VectorResult } from "./run-vectors.js";

/** What came of the closed forms, in words: for each what was expected and what was found; then passed of total by group, and the failures again. */
export function printResults(results: readonly VectorResult[]): string {
  const names = [...new Set(results.map(({ vector }) => vector.group))];
  const width = Math.max(5, ...names.map((name) => name.length));
  const total = (name: string, of: readonly VectorResult[]) => {
    const passed = of.filter((result) => result.passed).length;
    return `${name.padEnd(width)}  ${passed}/${of.length}${passed < of.length ? "  FAILED" : ""}`;
  };
  const ofGroup = (name: string) => results.filter(({ vector }) => vector.group === name);
  const details = names.flatMap((name) => [name, ...lines(ofGroup(name)), ""]);
  const totals = names.map((name) => total(name, ofGroup(name)));
  const failures = results.filter(({ passed }) => !passed).map(printFailure);
  return [...details, ...totals, total("total", results), ...failures, ""].join("\n");
}

/** A line for each closed form. */
function lines(results: readonly VectorResult[]): string[] {
  const width = Math.max(...results.map(({ vector }) => vector.id.length));
  return results.map(({ vector, passed, got }) => {
    const verdict = passed ? "ok    " : "FAILED";
    return `  ${verdict}  ${vector.id.padEnd(width)}  expected ${figure(vector.expected)}  ${briefly(got)}`;
  });
}

function briefly(got: VectorResult["got"]): string {
  if (typeof got === "string") return got;
  if ("by" in got) return `${sourceWords[got.by]} ${figure(got.value)}, exactly`;
  const { value, low, high, trials } = got;
  return `estimate ${figure(value)}  limits ${figure(low)} to ${figure(high)}  ± ${halfWidthOf(got)}  trials ${trials}`;
}

const sourceWords = { simulation: "simulated", library: "computed" } as const;

/** Half the width of the limits, as a share of the estimate. */
function halfWidthOf({ value, low, high }: Estimate): string {
  const half = (high - low) / 2;
  return half === 0 ? "0 %" : `${figure((100 * half) / Math.abs(value), 2)} %`;
}

function figure(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)));
}

function printFailure({ vector, got }: VectorResult): string {
  const { id, formula, params, expected } = vector;
  const head = ["", `${id} (${formula}) failed`, `  params    ${JSON.stringify(params)}`];
  const wanted = `  expected  ${expected}`;
  if (typeof got === "string") return [...head, wanted, `  got       ${got}`].join("\n");
  if ("by" in got) return [...head, wanted, `  got       ${got.value}`].join("\n");
  const wide = got.isNarrow ? "" : ", wider than allowed";
  return [
    ...head,
    wanted,
    `  estimate  ${got.value}`,
    `  limits    ${got.low} to ${got.high}${wide}`,
    `  trials    ${got.trials}`,
  ].join("\n");
}
