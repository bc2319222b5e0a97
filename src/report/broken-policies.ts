import type { Comparison } from "../experiment/comparison.js";
import { invariants } from "../invariants/index.js";
import { policyInvariants } from "../invariants/policy/index.js";
import type { BrokenPolicy, Report } from "./report.js";

/** Stands after the name of a broken policy in tables. */
const MARK = "†";

/** Invariants whose breach is a finding about the policy. */
const FINDINGS: ReadonlySet<string> = new Set(
  [...policyInvariants, ...invariants.filter(({ accuses }) => accuses === "policy")].map(
    ({ name }) => name,
  ),
);

/** The policies under which some invariant did not hold, in their order. */
export function brokenPolicies({ policies }: Comparison): readonly BrokenPolicy[] {
  return policies.flatMap(({ name, breaches }) => {
    if (breaches.length === 0) return [];
    const names = [...new Set(breaches.map(({ invariant }) => invariant))];
    return [
      {
        policy: name,
        invariants: names,
        isInDoubt: names.some((invariant) => !FINDINGS.has(invariant)),
      },
    ];
  });
}

/** What stands after the name of a policy in a table: " †" where some invariant did not hold under it. */
export function markOf(policy: string, { broken }: Pick<Report, "broken">): string {
  return broken.some((one) => one.policy === policy) ? ` ${MARK}` : "";
}

/** The name of a policy in a table, with its mark. */
export function markedName(policy: string, report: Pick<Report, "broken">): string {
  return `${policy}${markOf(policy, report)}`;
}

/** What the mark means, in a line below a table; empty where no policy is marked. */
export function markInWords({ broken, comparison }: Pick<Report, "broken" | "comparison">): string {
  if (broken.length === 0) return "";
  const others = comparison.policies.length - broken.length;
  const stand = others === 0 ? "" : "; that touches no figure of the others";
  return `${MARK} an invariant does not hold under this policy${stand}`;
}

/** Whom the breaches touch and whom they do not, a sentence or two for each group of policies that broke the same. */
export function brokenCaveats(comparison: Comparison): string[] {
  const broken = brokenPolicies(comparison);
  const alike = new Set(broken.map((one) => one.invariants.join(" ")));
  return [...alike].map((key) => {
    const group = broken.filter((one) => one.invariants.join(" ") === key);
    return caveatOf(group, comparison.policies.length);
  });
}

/** Said with the answer where the policy that comes first breaks an invariant. */
export function flawsOfFirst(
  ranking: Report["ranking"],
  broken: readonly BrokenPolicy[],
): string[] {
  const first = ranking?.places[0]?.policy;
  const flaw = broken.find(({ policy }) => policy === first);
  if (flaw === undefined) return [];
  const consequence = flaw.isInDoubt ? ": its figures are in doubt" : "";
  return [`But \`${flaw.policy}\` breaks ${flaw.invariants.join(" and ")}${consequence}.`];
}

/** "kured breaks …" of policies that broke the same. */
function caveatOf(group: readonly BrokenPolicy[], policies: number): string {
  const { invariants: names, isInDoubt } = group[0]!;
  const isOne = group.length === 1;
  const who = group.length === policies && !isOne ? "Every policy" : list(group);
  const verb = isOne || who === "Every policy" ? "breaks" : "break";
  const whose = isOne ? "its" : "their";
  const consequence = isInDoubt
    ? `do not rely on ${whose} figures before that is understood`
    : `a flaw of ${isOne ? "that policy" : "those policies"}, and ${whose} figures include what it costs`;
  const others = policies - group.length;
  const rest = others === 0 ? "" : ` It touches no figure of the ${othersInWords(others)}.`;
  return `${who} ${verb} ${names.join(" and ")}: ${consequence}.${rest}`;
}

function list(group: readonly BrokenPolicy[]): string {
  const names = group.map(({ policy }) => policy);
  const last = names.at(-1)!;
  return names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

function othersInWords(count: number): string {
  return count === 1 ? "other policy" : `other ${count} policies`;
}
