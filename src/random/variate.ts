/**
 * A distribution, ready to be drawn from: one uniform in, one variate out.
 * The class behind it is one shape for all distributions, so that calls from the hot path stay monomorphic.
 */
export interface Variate {
  /** The quantile of `u`, 0 < u < 1. */
  at(u: number): number;
  /** Expected value. */
  readonly mean: number;
}
