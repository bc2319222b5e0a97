import type { BreachResult, Comparison } from "../experiment/comparison.js";

/** An invariant that does not hold under a policy, with the first of its breaches. */
export interface BrokenInvariant extends BreachResult {
  readonly policy: string;
  /** Replications in which it does not hold. */
  readonly replications: number;
}

/** Every invariant that does not hold, once for each policy. */
export function brokenInvariants({ policies }: Comparison): readonly BrokenInvariant[] {
  return policies.flatMap(({ name: policy, breaches }) => {
    const names = new Set(breaches.map(({ invariant }) => invariant));
    return [...names].map((name) => {
      const some = breaches.filter(({ invariant }) => invariant === name);
      const replications = new Set(some.map(({ replication }) => replication)).size;
      return { ...some[0]!, policy, replications };
    });
  });
}

/** "2 invariants do not hold". */
export function brokenInWords({ length }: readonly unknown[]): string {
  return length === 1 ? "1 invariant does not hold" : `${length} invariants do not hold`;
}

/** "in 10 of 10 replications, first in replication 0". */
export function whereBroken(
  { replications, replication }: BrokenInvariant,
  { scenario }: Comparison,
): string {
  return `in ${replications} of ${scenario.replications} replications, first in replication ${replication}`;
}
