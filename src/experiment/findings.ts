import type { Comparison } from "./comparison.js";

/** Something that did not hold: an expectation of the scenario, or an invariant under a policy. */
interface Finding {
  readonly kind: "expectation" | "invariant";
  /** What stays the same when it is found again. */
  readonly text: string;
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

/** One finding for each expectation, and for each invariant under each policy however often it broke. */
function findingsOf({ expectations, policies }: Comparison): Finding[] {
  const unmet = expectations
    .filter(({ met }) => !met)
    .map(({ text }) => ({
      kind: "expectation" as const,
      text: `not met: ${text}`,
      reproduce: null,
    }));
  const broken = policies.flatMap(({ name, breaches }) => {
    const first = new Map(breaches.toReversed().map((breach) => [breach.invariant, breach]));
    return [...first.values()].map(({ invariant, reproduce }) => ({
      kind: "invariant" as const,
      text: `invariant ${invariant} does not hold under ${name}`,
      reproduce,
    }));
  });
  return [...unmet, ...broken];
}
