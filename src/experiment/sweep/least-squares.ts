/** Ordinary least squares for many responses at the same points. */
import { invariant } from "../../support/invariant.js";

/** Part of the largest pivot below which columns say the same. */
const TINY = 1e-10;

/**
 * The matrix that turns responses into coefficients, (X'X)^-1 X', one row per column of X.
 *
 * @param rows of X, with its column of ones where there is one; no column may follow from others.
 */
export function leastSquares(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const columns = rows[0]!.length;
  // Elimination on (X'X | X') leaves the answer on the right.
  const work = Array.from({ length: columns }, (_, i) => [
    ...Array.from({ length: columns }, (_, j) =>
      rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0),
    ),
    ...rows.map((row) => row[i]!),
  ]);
  const largest = Math.max(...work.map((row, i) => Math.abs(row[i]!)));
  for (let column = 0; column < columns; column++) {
    let pivot = column;
    for (let i = column + 1; i < columns; i++) {
      if (Math.abs(work[i]![column]!) > Math.abs(work[pivot]![column]!)) pivot = i;
    }
    [work[column], work[pivot]] = [work[pivot]!, work[column]!];
    const head = work[column]!;
    const by = head[column]!;
    invariant(Math.abs(by) > TINY * largest, () => "least squares: columns follow from others");
    for (let j = 0; j < head.length; j++) head[j]! /= by;
    for (const [i, row] of work.entries()) {
      const factor = row[column]!;
      if (i === column || factor === 0) continue;
      for (let j = 0; j < row.length; j++) row[j]! -= factor * head[j]!;
    }
  }
  return work.map((row) => row.slice(columns));
}

/** The sum of products, as of a row of the matrix and responses. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
