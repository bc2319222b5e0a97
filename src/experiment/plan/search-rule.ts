/** What is searched, and how sure the answer has to be. */
export interface SearchRule {
  /** Values there are, numbered from 0. */
  readonly values: number;
  /** Whether the smallest number that meets the requirement is wanted, or the largest. */
  readonly find: "smallest" | "largest";
  readonly confidence: number;
  /** Replications of a value before its test may have a verdict, and at most. */
  readonly min: number;
  readonly max: number;
  /** A value at which the answer is to be sought first; by default the search guesses. It must not come of replications that tests see. */
  readonly begin?: number | undefined;
}
