/** Parts of a fleet that figures of hosts can be split by. */
import type { Asked } from "./asked.js";

/** A dimension by which hosts can be told apart. */
export type HostDimension = "group" | "zone" | "rack" | "cohort";
/** All of them. */
export const hostDimensions: readonly HostDimension[] = ["group", "zone", "rack", "cohort"];

/** Hosts that share a place in a dimension: its labels, and of each host which of them it has. */
export interface HostParts {
  readonly dimension: HostDimension;
  readonly labels: readonly string[];
  readonly of: ArrayLike<number>;
  /** Number of its first label among the labels of all dimensions; 0 is the whole fleet. */
  readonly first: number;
}

/** Where the hosts of a fleet are, and what they are called there. */
interface Places {
  readonly asked: Asked;
  readonly groups: readonly { readonly name: string }[];
  readonly zones: readonly string[];
  readonly cohorts: readonly string[];
  readonly racks: number;
  readonly groupOf: ArrayLike<number>;
  readonly zoneOf: ArrayLike<number>;
  readonly rackOf: ArrayLike<number>;
  readonly cohortOf: ArrayLike<number>;
}

/** The dimensions of hosts that figures are split by in a run. */
export function hostPartsOf(facts: Places): readonly HostParts[] {
  const labelsBy: Readonly<Record<HostDimension, () => readonly string[]>> = {
    group: () => facts.groups.map(({ name }) => name),
    zone: () => facts.zones,
    rack: () => Array.from({ length: facts.racks }, (_, rack) => String(rack)),
    cohort: () => facts.cohorts,
  };
  const placeBy = {
    group: facts.groupOf,
    zone: facts.zoneOf,
    rack: facts.rackOf,
    cohort: facts.cohortOf,
  };
  let next = 1;
  return hostDimensions
    .filter((dimension) => facts.asked.splits.includes(dimension))
    .map((dimension) => {
      const labels = labelsBy[dimension]();
      const first = next;
      next += labels.length;
      return { dimension, labels, of: placeBy[dimension], first };
    });
}
