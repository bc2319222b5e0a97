import { invariant } from "../support/invariant.js";

/**
 * Average over time of a value that changes in steps.
 *
 * @param times when it takes each value, ascending, the first being where the average begins.
 * @param values what it is from then on.
 * @param until where the average ends, after the first time.
 * @see Law, Simulation Modeling and Analysis, 5th ed., section 1.4.1
 */
export function timeAverage(
  times: readonly number[],
  values: readonly number[],
  until: number,
): number {
  const [from] = times;
  invariant(
    from !== undefined && times.length === values.length && until > from,
    () => `time average: expected times with values before ${until}, got ${times.length}`,
  );
  let area = 0;
  for (const [at, value] of values.entries()) {
    const begin = Math.min(times[at]!, until);
    const end = Math.min(times[at + 1] ?? until, until);
    area += value * (end - begin);
  }
  return area / (until - from);
}
