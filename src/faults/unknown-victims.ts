import type { FaultEntry } from "./index.js";

/** What the fleet of a scenario has. */
export interface KnownVictims {
  readonly zones: readonly string[];
  readonly groups: readonly string[];
  readonly cohorts: readonly string[];
  readonly hosts: number;
  readonly releases: readonly string[];
  readonly services: readonly string[];
  readonly racks: number;
}

/** A name or host number in a fault that the fleet does not have. */
export interface UnknownVictim {
  /** Where it stands inside the entry. */
  readonly path: readonly (string | number)[];
  readonly what: "zone" | "group" | "cohort" | "release" | "service" | "host" | "rack";
  readonly got: string | number;
}

const FIELDS = [
  ["zones", "zone"],
  ["groups", "group"],
  ["cohorts", "cohort"],
  ["releases", "release"],
  ["services", "service"],
] as const;

/**
 * Finds the names and host numbers in a decoded entry that the fleet does not have: a plan would silently strike nobody.
 * Every kind of fault names its victims in the same fields.
 */
export function findUnknownVictims(
  entry: FaultEntry,
  known: KnownVictims,
): readonly UnknownVictim[] {
  const names = FIELDS.flatMap(([field, what]) =>
    listOf<string>(entry[field]).flatMap((got, at) =>
      known[field].includes(got) ? [] : [{ path: [field, at], what, got }],
    ),
  );
  const hosts = listOf<number>(entry["hosts"]).flatMap((got, at) =>
    got < known.hosts ? [] : [{ path: ["hosts", at], what: "host" as const, got }],
  );
  const racks = listOf<number>(entry["racks"]).flatMap((got, at) =>
    got < known.racks ? [] : [{ path: ["racks", at], what: "rack" as const, got }],
  );
  return [...names, ...hosts, ...racks];
}

// The entry was decoded by the schema of its fault, which settles what the lists hold.
function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}
