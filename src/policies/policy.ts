import type { Hold, NamedHold } from "../fleet/blockers/hold.js";
import type { Command, Decision, View } from "../fleet/control/policy-contract.js";
import { NEVER } from "../support/time.js";
import { EMPTY_LEDGER, haltedBy, type Ledger, settle } from "./ledger.js";
import type { Part, PartRole, Rollout } from "./part.js";

/** The order in which the parts of a policy are asked. */
export const ROLES = [
  "offer",
  "reboot",
  "health",
  "operator",
] as const satisfies readonly PartRole[];

/** A part with its settings. */
export interface BoundPart {
  readonly part: Part;
  readonly config: unknown;
}

/** What a policy remembers: JSON-able, so that a replication can be forked and a decision replayed. */
export interface PolicyMemory {
  /** Memory of each part, in the order of the parts. */
  readonly parts: readonly unknown[];
  readonly ledger: Ledger;
}

/** A whole policy: a pure function from what it sees and remembers to what it orders. */
export interface Policy {
  start(): PolicyMemory;
  decide(view: View, memory: PolicyMemory): Decision<PolicyMemory>;
  /** Which parts let a release go no further in a group now, and why; those that have halted it first. */
  holdsBack(view: View, memory: PolicyMemory, rollout: Rollout): readonly NamedHold[];
}

/**
 * Makes one policy of its parts. They are asked in the order of `ROLES`, each with its own memory; what they order is settled
 * into one list without contradictions, and the policy wakes when the first of them wants to.
 */
export function composePolicy(parts: readonly BoundPart[]): Policy {
  const ordered = ROLES.flatMap((role) => parts.filter(({ part }) => part.role === role));
  return {
    start: () => ({
      parts: ordered.map(({ part, config }) => part.start(config)),
      ledger: EMPTY_LEDGER,
    }),
    decide(view, memory) {
      const decisions = ordered.map((bound, index) => ask(bound, view, memory.parts[index]));
      const wishes: readonly (readonly Command[])[] = decisions.map(({ commands }) => commands);
      const { ledger, commands } = settle(view, memory.ledger, wishes);
      return {
        memory: { parts: decisions.map((decision) => decision.memory), ledger },
        commands,
        wakeAt: decisions.reduce((earliest, { wakeAt }) => Math.min(earliest, wakeAt), NEVER),
      };
    },
    holdsBack(view, memory, rollout) {
      const halting = new Set(haltedBy(memory.ledger, rollout));
      const holdOf = ({ part, config }: BoundPart, index: number): readonly NamedHold[] => {
        const own = part.holdsBack?.(view, memory.parts[index], config, rollout);
        const hold = own ?? (halting.has(index) ? haltOf(part) : undefined);
        return hold === undefined ? [] : [{ ...hold, by: `${part.role} part ${part.name}` }];
      };
      return [
        ...ordered.flatMap((bound, index) => (halting.has(index) ? holdOf(bound, index) : [])),
        ...ordered.flatMap((bound, index) => (halting.has(index) ? [] : holdOf(bound, index))),
      ];
    },
  };
}

/** A halt of which the part says nothing: offers stop what is withdrawn, others what they were told to. */
function haltOf({ role }: Part): Hold {
  return { why: role === "offer" ? "withdrawn" : "order" };
}

/** Asks one part; what it throws says which part it was. */
function ask({ part, config }: BoundPart, view: View, memory: unknown): Decision<unknown> {
  try {
    return part.decide(view, memory, config);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`its ${part.role} part ${part.name}: ${reason}`, { cause: error });
  }
}
