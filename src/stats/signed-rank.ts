/**
 * Wilcoxon's signed-rank test: whether paired differences lie on both sides of zero alike. No assumption on how they are
 * distributed but that they are symmetric where nothing differs. Differences of zero are left out, tied ones share the mean of
 * their ranks.
 *
 * @see Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945)
 */

/** What the test says. */
export interface SignedRank {
  /** Differences that are not zero. */
  readonly n: number;
  /** Sum of the ranks of positive differences. */
  readonly positive: number;
  /** Probability of so large a sum, or a larger one, where signs are by chance; 1 without any difference. */
  readonly p: number;
}

/** Tests whether differences tend to be positive, exactly: every choice of signs is counted. O(n³). */
export function signedRank(differences: readonly number[]): SignedRank {
  const nonzero = differences.filter((difference) => difference !== 0);
  const ranks = doubledRanks(nonzero.map(Math.abs));
  let positive = 0;
  for (const [index, difference] of nonzero.entries())
    if (difference > 0) positive += ranks[index]!;
  return { n: nonzero.length, positive: positive / 2, p: tail(ranks, positive) };
}

/** Twice the rank of each value, 2 for the least: tied values share the mean, so that all are whole numbers. */
function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).toSorted((a, b) => values[a]! - values[b]!);
  const ranks: number[] = [];
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last++;
    for (let at = first; at <= last; at++) ranks[order[at]!] = first + last + 2;
    first = last + 1;
  }
  return ranks;
}

/** Share of all choices of signs whose positive ranks sum to at least `sum`. */
function tail(ranks: readonly number[], sum: number): number {
  const total = ranks.reduce((all, rank) => all + rank, 0);
  // Probability of each sum, one rank after the other.
  let chances = new Float64Array(total + 1);
  chances[0] = 1;
  for (const rank of ranks) {
    const next = new Float64Array(total + 1);
    for (let at = 0; at <= total; at++) {
      next[at]! += chances[at]! / 2;
      if (at >= rank) next[at]! += chances[at - rank]! / 2;
    }
    chances = next;
  }
  let p = 0;
  for (let at = total; at >= sum; at--) p += chances[at]!;
  return Math.min(1, p);
}
