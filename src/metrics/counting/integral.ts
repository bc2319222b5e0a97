import type { Time } from "../../support/time.js";

/**
 * Time integrals of counts, several side by side. Instead of multiplying a count by a span at each change, the moments of the
 * changes are summed: ∫ count dt = count · end − Σ by · time. One addition a change, and exact while count × time < 2^53.
 */
export interface Integral {
  /** −Σ by · time [count-ms]. */
  readonly area: Float64Array;
  /** The counts now. */
  readonly count: Int32Array;
}

/** `n` integrals of counts that begin at 0. */
export function startIntegral(n: number): Integral {
  return { area: new Float64Array(n), count: new Int32Array(n) };
}

/** Changes one count by `by` from `time` on. */
export function change(integral: Integral, index: number, by: number, time: Time): void {
  integral.area[index]! -= by * time;
  integral.count[index]! += by;
}

/** The integral of one count from 0 to `end` [count-ms]. */
export function integralTo(integral: Integral, index: number, end: Time): number {
  return integral.area[index]! + integral.count[index]! * end;
}
