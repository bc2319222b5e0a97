import { z } from "zod";
import { faults } from "../faults/index.js";
import { goals } from "../invariants/goals/index.js";
import { invariants } from "../invariants/index.js";
import { policyInvariants } from "../invariants/policy/index.js";
import { count, share, shown } from "../support/quantity.js";
import { names } from "../support/reference.js";

/** What a scenario asks of its policies beyond what must hold in every run, and how it is searched for what breaks them. */

/** Breaches that no invariant is about: a policy that offends against its contract, a run that breaks off. */
const OTHERS = ["policy-obeys-the-rules", "runs-to-the-end"];

/** A name among those there are, with a message that lists them. */
function oneOf(what: string, names: readonly string[]) {
  return z.enum(names as [string, ...string[]], {
    error: (issue) =>
      `expected the name of ${what} (${names.join(", ")}), got ${shown(issue.input)}`,
  });
}

const asked = policyInvariants.map(({ name }) => name);

/** The policy invariants that every run of a scenario is held against. */
export const invariantsSchema = z.array(oneOf("a policy invariant", asked));

const accepted = z.strictObject({
  invariant: oneOf("an invariant", [
    ...invariants.map(({ name }) => name),
    ...asked,
    ...OTHERS,
  ]).describe("What does not hold, as the finding names it."),
  policies: names("policy")
    .optional()
    .describe("Policies whose findings are accepted. Default: all."),
  reason: z.string().min(10).describe("Why it is accepted, in a sentence, with its source."),
});

/** How a scenario is searched. */
export const chaosSchema = z.strictObject({
  faults: z
    .array(
      oneOf(
        "a kind of fault",
        faults.map(({ kind }) => kind),
      ),
    )
    .min(1)
    .optional()
    .describe(
      "Kinds of faults that are drawn; each has to take effect at least once. Default: all.",
    ),
  most: count()
    .refine((most) => most <= 100, { error: "expected a whole number of at most 100" })
    .default(8)
    .describe("Most faults of one plan, 1 to 100. Default 8."),
  victims: share()
    .prefault("20%")
    .describe("Largest share of the hosts that one fault strikes. Default 20%."),
  goals: z
    .array(
      oneOf(
        "a goal",
        goals.map(({ name }) => name),
      ),
    )
    .default([])
    .describe("What must have happened at least once, or the search has tested nothing of it."),
  accept: z
    .array(accepted)
    .default([])
    .describe("Findings that are known and accepted, with the reason: new ones stand out."),
});
