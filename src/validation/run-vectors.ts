import { nearest } from "../support/nearest.js";
import { estimate, type Estimate, FIRST_LOOK } from "./estimate.js";
import { type Derived, type Exact, type Experiment, findFormula } from "./formula.js";
import { groups } from "./groups/index.js";
import type { Vector } from "./vectors.js";

/** What came of one closed form. */
export interface VectorResult {
  readonly vector: Vector;
  readonly passed: boolean;
  /** What was simulated or computed, or in words why nothing was. */
  readonly got: Estimate | Exact | string;
}

/** Rounding that a figure without chance is allowed, as a share of it. */
const ROUNDING = 1e-9;
/** How many times as many trials there are at a second look. */
const CLOSER = 4;
/** First batch of a second look: none of a first one comes so far. */
const SECOND_LOOK = 1_000_000;

/** Checks one closed form. An unknown group or formula, and parameters that cannot be read, are failures. */
export function runVector(vector: Vector): VectorResult {
  const group = groups.find(({ name }) => name === vector.group);
  const known = groups.map(({ name }) => name);
  if (group === undefined) return failed(vector, unknown("group", vector.group, known));
  const ask = findFormula(group, vector.formula);
  if (ask === undefined) {
    return failed(vector, unknown("formula", vector.formula, Object.keys(group.formulas)));
  }
  try {
    const answer = ask(vector.params, vector.formula);
    if (answer.kind === "exact") {
      return { vector, passed: isNear(answer.value, vector.expected), got: answer };
    }
    return simulate(vector, answer);
  } catch (error) {
    return failed(vector, error instanceof Error ? error.message : String(error));
  }
}

/**
 * One figure in a thousand lies outside its limits by chance alone. One that does is looked at again, with other luck and more
 * of it, and only the second look counts: chance fools both one time in a million, and what is off by more than the first limits
 * is off by more than the second, which are half as wide.
 */
function simulate(vector: Vector, answer: Experiment | Derived): VectorResult {
  const { expected } = vector;
  const isCertain = isProbability(answer) && (expected === 0 || expected === 1);
  const first = estimate(answer, { ...FIRST_LOOK, isCertain });
  if (!first.isNarrow || covers(first, expected) || isCertain) return judged(vector, first);
  const effort = { from: SECOND_LOOK, atLeast: CLOSER * first.batches, isCertain };
  return judged(vector, estimate(answer, effort));
}

function isProbability(answer: Experiment | Derived): boolean {
  if (answer.kind === "derived") return answer.isProbability;
  return answer.kind === "share" || answer.kind === "probability";
}

function judged(vector: Vector, got: Estimate): VectorResult {
  return { vector, passed: got.isNarrow && covers(got, vector.expected), got };
}

/** Whether the limits hold the expected figure; where every trial gave the same there is only rounding between them. */
function covers({ low, high }: Estimate, expected: number): boolean {
  const rounding = ROUNDING * Math.abs(expected);
  return low - rounding <= expected && expected <= high + rounding;
}

function isNear(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= ROUNDING * Math.abs(expected);
}

function failed(vector: Vector, got: string): VectorResult {
  return { vector, passed: false, got };
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return `unknown ${what} ${name}${guess === undefined ? "" : `, did you mean ${guess}?`}`;
}
