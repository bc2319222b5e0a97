import { faults } from "../../src/faults/index.js";
import { goals } from "../../src/invariants/goals/index.js";
import { invariants } from "../../src/invariants/index.js";
import { policyInvariants } from "../../src/invariants/policy/index.js";
import { GOALS_EXAMPLE, INVARIANTS_EXAMPLE } from "../examples.js";
import { otherFindings } from "../other-findings.js";
import { item, linkTo, page, prose, wrapped, yamlBlock } from "../markdown.js";

interface Entry {
  readonly name: string;
  readonly doc: string;
}

/** docs/reference/invariants.md: what must hold, what is asked of a policy, and what a search must have seen. */
export function invariantsPage(): string {
  return page("Invariants and goals", INTRO, [
    "## Always checked",
    wrapped(ALWAYS),
    ...section(invariants),
    "## Asked of a policy",
    wrapped(ASKED),
    yamlBlock(INVARIANTS_EXAMPLE),
    ...section(policyInvariants),
    "## Found without an invariant",
    wrapped(OTHERS),
    ...section(otherFindings),
    "## Goals of a search",
    wrapped(GOALS),
    yamlBlock(GOALS_EXAMPLE),
    ...section(goals),
  ]);
}

const INTRO =
  "An invariant is checked at every transition of every replication that it is asked of. The first breach is reported with host, time and a line that shows it again, and the command exits with 1. `shakedown explain NAME` prints an entry of this page.";
const ALWAYS =
  "These hold the simulator to its own rules, in every replication of every command. A breach is a bug of Shakedown, or of a policy of your own: do not rely on the figures of that policy before it is understood. `running-slot-never-written` and `reboot-has-fallback` accuse the policy instead, for real systems break them: its figures show what that costs. Either way the figures of the other policies stand.";
const ASKED =
  "A policy can be wanted although it fails some of these, so `shakedown chaos` looks for breaches of all of them, and `run` only of those that the scenario lists under `invariants`.";
const OTHERS = "Findings have these names as well; they can be accepted like any other.";
const GOALS =
  "What `shakedown chaos` must have reached at least once before its silence means anything: under `chaos.goals` a scenario lists those without which the search has tested nothing.";

function section(entries: readonly Entry[]): string[] {
  return [
    entries.map(({ name }) => item(linkTo(name))).join("\n"),
    ...entries.flatMap(({ name, doc }) => {
      const breakers = faults.filter(({ breaks = [] }) => breaks.includes(name));
      const links = breakers.map(({ kind }) => linkTo(kind, "faults.md")).join(", ");
      const note = links === "" ? "" : ` Not held against a policy in a plan with ${links}.`;
      return [`### ${name}`, wrapped(`${prose(doc)}${note}`)];
    }),
  ];
}
