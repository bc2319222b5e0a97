import { mean } from "./summary.js";

/** Pearson's coefficient of correlation [-1..1] of two samples of the same length; null where one of them does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2) return null;
  const [ofA, ofB] = [mean(a), mean(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [x, y] = [value - ofA, b[index]! - ofB];
    products += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0
    ? null
    : products / (Math.sqrt(squaresA) * Math.sqrt(squaresB));
}
