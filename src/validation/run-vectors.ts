import { nearest } from "../support/nearest.js";
import { estimate, type Estimate } from "./estimate.js";
import { groups } from "./groups/index.js";
import type { Vector } from "./vectors.js";

/** What came of one closed form. */
export interface VectorResult {
  readonly vector: Vector;
  readonly passed: boolean;
  /** What was simulated or computed, or in words why nothing was. */
  readonly got: Estimate | string;
}

/** Rounding that a library function is allowed, as a share of the figure. */
const ROUNDING = 1e-9;

/** Checks one closed form. An unknown group or formula, and parameters that cannot be read, are failures. */
export function runVector(vector: Vector): VectorResult {
  const group = groups.find(({ name }) => name === vector.group);
  const known = groups.map(({ name }) => name);
  if (group === undefined) return failed(vector, unknown("group", vector.group, known));
  const { formulas } = group;
  const ask = Object.hasOwn(formulas, vector.formula) ? formulas[vector.formula] : undefined;
  if (ask === undefined) {
    return failed(vector, unknown("formula", vector.formula, Object.keys(formulas)));
  }
  try {
    const answer = ask(vector.params);
    if (answer.kind === "computed") return compare(vector, answer.value);
    const got = estimate(answer);
    const covers = got.low <= vector.expected && vector.expected <= got.high;
    return { vector, passed: got.isNarrow && covers, got };
  } catch (error) {
    return failed(vector, error instanceof Error ? error.message : String(error));
  }
}

function compare(vector: Vector, value: number): VectorResult {
  const passed = Math.abs(value - vector.expected) <= ROUNDING * Math.abs(vector.expected);
  return { vector, passed, got: `${value}, computed` };
}

function failed(vector: Vector, got: string): VectorResult {
  return { vector, passed: false, got };
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return `unknown ${what} ${name}${guess === undefined ? "" : `, did you mean ${guess}?`}`;
}
