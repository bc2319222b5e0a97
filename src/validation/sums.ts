import type { Batch } from "./formula.js";

/** Sums over what independent trials gave. */
export function sumsOf(values: Iterable<number>): Batch {
  let [trials, sum, squares] = [0, 0, 0];
  for (const value of values) {
    trials += 1;
    sum += value;
    squares += value * value;
  }
  return { trials, sum, squares };
}

/** The standard deviation of a sample. */
export function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}
