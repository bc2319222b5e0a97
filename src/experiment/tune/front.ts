/** Pareto fronts: the points that no other point is as good as in all objectives and better than in one. */

/**
 * The places of the points that make the front.
 *
 * @param values of each point by objective, smaller being better.
 */
export function paretoFront(values: readonly (readonly number[])[]): readonly number[] {
  return [...values.keys()].filter(
    (mine) => !values.some((other, index) => index !== mine && dominates(other, values[mine]!)),
  );
}

/** Whether one is as small in all and smaller in one. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((value, index) => value <= b[index]!) && a.some((value, index) => value < b[index]!)
  );
}
