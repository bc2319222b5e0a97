import { type DataIssue, hint } from "../scenario/issue-texts.js";
import type { Scenario } from "../scenario/scenario.js";
import { shown } from "../support/quantity.js";

/**
 * The policy that an experiment asks for, or the first of the scenario.
 *
 * @param experiment under which key of the scenario it is asked for.
 * @returns the policy, and what is wrong where there is none of that name.
 */
export function choosePolicy(
  { policies }: Scenario,
  asked: string | undefined,
  experiment: string,
): { readonly policy: string; readonly issues: readonly DataIssue[] } {
  const names = Object.keys(policies);
  const policy = asked ?? names[0]!;
  if (names.includes(policy)) return { policy, issues: [] };
  const message = `expected a policy (${names.join(", ")}), got ${shown(policy)}${hint(policy, names)}`;
  return { policy, issues: [{ path: [experiment, "policy"], part: "value", message }] };
}
