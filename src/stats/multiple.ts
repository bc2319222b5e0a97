/**
 * Adjusts the p-values of a family of comparisons so that the probability of any false alarm among them stays at the level of
 * one, whatever they have to do with one another. In the order they came in.
 *
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979)
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  const adjusted = Array.from(pValues, () => 1);
  let before = 0;
  for (const [rank, index] of order.entries()) {
    before = Math.min(1, Math.max(before, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = before;
  }
  return adjusted;
}
