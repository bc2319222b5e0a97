import { plain } from "./bounds.js";
import type { Comparison } from "./comparison.js";
import type { Completion } from "./completion.js";

/**
 * Something that did not hold: an expectation of the scenario; or under a policy an invariant, a constraint of the objective, or that
 * it finishes its rollouts.
 */
interface Finding {
  readonly kind: "expectation" | "invariant" | "constraint" | "completion";
  /** What stays the same when it is found again. */
  readonly text: string;
  /** What was found this time: the value that misses a bound, how far the rollouts came; null for an invariant. */
  readonly found: string | null;
  /** The line that shows it again; null for an expectation. */
  readonly reproduce: string | null;
}

/** A finding of two comparisons, before and after a change. */
export interface FindingChange extends Finding {
  /** Found after but not before, before but not after, or both times. */
  readonly state: "new" | "resolved" | "persisting";
}

/** Which findings a change brought, which it took away and which it left. */
export function findingChanges(before: Comparison, after: Comparison): FindingChange[] {
  const older = findingsOf(before);
  const newer = findingsOf(after);
  const knownBefore = new Set(older.map(({ text }) => text));
  const knownAfter = new Set(newer.map(({ text }) => text));
  return [
    ...newer
      .filter(({ text }) => !knownBefore.has(text))
      .map((finding) => ({ ...finding, state: "new" as const })),
    ...newer
      .filter(({ text }) => knownBefore.has(text))
      .map((finding) => ({ ...finding, state: "persisting" as const })),
    ...older
      .filter(({ text }) => !knownAfter.has(text))
      .map((finding) => ({ ...finding, state: "resolved" as const })),
  ];
}

/** A policy that left hosts unpatched. */
function unfinished(policy: string, { finished, patched }: Completion): Finding[] {
  if (finished !== false) return [];
  return [
    {
      kind: "completion",
      text: `${policy} does not finish its rollouts`,
      found: `${plain(Math.floor(1000 * patched) / 10)} % of hosts updated`,
      reproduce: null,
    },
  ];
}

/** One finding for each constraint and each policy that does not finish, for each expectation, and for each invariant under each policy however often it broke. */
function findingsOf({ expectations, policies }: Comparison): Finding[] {
  const unmet = expectations
    .filter(({ met }) => !met)
    .map(({ text, found }) => ({
      kind: "expectation" as const,
      text: `not met: ${text}`,
      found,
      reproduce: null,
    }));
  const ofObjective = policies.flatMap(({ name, completion, constraints }) => [
    ...unfinished(name, completion),
    ...constraints
      .filter(({ met }) => !met)
      .map(({ text, found }) => ({
        kind: "constraint" as const,
        text: `${name} misses the constraint ${text}`,
        found: found === null ? "nothing" : plain(Number(found.toPrecision(4))),
        reproduce: null,
      })),
  ]);
  const broken = policies.flatMap(({ name, breaches }) => {
    const first = new Map(breaches.toReversed().map((breach) => [breach.invariant, breach]));
    return [...first.values()].map(({ invariant, reproduce }) => ({
      kind: "invariant" as const,
      text: `invariant ${invariant} does not hold under ${name}`,
      found: null,
      reproduce,
    }));
  });
  return [...ofObjective, ...unmet, ...broken];
}
