import type { DataIssue } from "../scenario/issue-texts.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Knob } from "./knobs.js";

/**
 * The policy that an experiment runs: the one that is asked for, else the one whose settings its knobs turn, else the first of the
 * scenario. A knob of another policy than the one that runs turns nothing, and whatever is found of it is noise.
 *
 * @param experiment under which key of the scenario it is asked for.
 * @param knobs what it turns.
 * @returns the policy, and what is wrong where no knob of a policy is one of the policy that is asked for.
 */
export function choosePolicy(
  { policies }: Scenario,
  asked: string | undefined,
  experiment: string,
  knobs: readonly Pick<Knob, "name" | "place">[],
): { readonly policy: string; readonly issues: readonly DataIssue[] } {
  const names = Object.keys(policies);
  const turned = names.filter((name) => knobs.some(({ place }) => isOf(place, name)));
  const policy = asked ?? turned[0] ?? names[0]!;
  if (turned.length === 0 || turned.includes(policy)) return { policy, issues: [] };
  const [first] = knobs.filter(({ place }) => isOf(place, turned[0]!));
  const message = `expected ${turned.join(" or ")}, whose settings are varied (${first!.name}), or knobs of ${policy}, got ${policy}, on which they have no effect`;
  return { policy, issues: [{ path: [experiment, "policy"], part: "value", message }] };
}

/** Whether a place is inside the settings of a policy. */
function isOf([key, name]: Knob["place"], policy: string): boolean {
  return key === "policies" && name === policy;
}
