import { isDeepStrictEqual } from "node:util";
import { nearest } from "../support/nearest.js";
import { adapters } from "./adapters/index.js";
import type { Vector } from "./vectors.js";

/** What came of one vector. */
export interface VectorResult {
  readonly vector: Vector;
  readonly passed: boolean;
  /** What was got instead; only of a failure. */
  readonly got?: unknown;
}

/** Runs one vector. An unknown family or operation, or an input that cannot be read, is a failure. */
export function runVector(vector: Vector): VectorResult {
  const { family, op, input, expect } = vector;
  const adapter = adapters.find((one) => one.family === family);
  if (adapter === undefined) return failed(vector, unknown("family", family, families()));
  const run = Object.hasOwn(adapter.operations, op) ? adapter.operations[op] : undefined;
  if (run === undefined) {
    return failed(vector, unknown("operation", op, Object.keys(adapter.operations)));
  }
  try {
    const answer = run(input);
    const fields = Object.keys(expect);
    const got = Object.fromEntries(fields.map((field) => [field, answer[field]]));
    return isDeepStrictEqual(got, expect) ? { vector, passed: true } : failed(vector, answer);
  } catch (error) {
    return failed(vector, error instanceof Error ? error.message : String(error));
  }
}

function failed(vector: Vector, got: unknown): VectorResult {
  return { vector, passed: false, got };
}

function families(): readonly string[] {
  return adapters.map(({ family }) => family);
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return `unknown ${what} ${name}${guess === undefined ? "" : `, did you mean ${guess}?`}`;
}
