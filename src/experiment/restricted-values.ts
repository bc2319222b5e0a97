import type { PolicyResult } from "./comparison.js";

/** A metric of a policy in each replication, a time that was not reached cut off at the end of the wait; null: does not apply. */
export function restrictedValues(
  { values, waited }: Pick<PolicyResult, "values" | "waited">,
  metric: string,
): (number | null)[] {
  return (values[metric] ?? []).map((value, i) => value ?? waited[metric]?.[i] ?? null);
}
