/** What can be listed. */
export const listed = [
  "policies",
  "defects",
  "faults",
  "invariants",
  "goals",
  "metrics",
  "warnings",
  "catalogues",
  "scenarios",
] as const;

/** One of the things that can be listed. */
export type Listed = (typeof listed)[number];
