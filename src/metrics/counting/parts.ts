import type { FleetFacts } from "../../fleet/model.js";
import { type Dimension, figureKey } from "../figure.js";

/** Dimensions by which hosts can be told apart. */
const hostDimensions = ["group", "zone", "rack", "cohort"] as const;
/** One of the dimensions of hosts. */
type HostDimension = (typeof hostDimensions)[number];

/** Dimensions of hosts by which a metric can be split. */
export const BY_HOST: readonly Dimension[] = hostDimensions;

/** Hosts that share a place in a dimension: its labels, and of each host which of them it has. */
export interface HostParts {
  readonly dimension: HostDimension;
  readonly labels: readonly string[];
  readonly of: ArrayLike<number>;
}

/** The dimensions of hosts that figures are split by in this run. */
export function splitsOfHosts(facts: FleetFacts): HostParts[] {
  return hostDimensions
    .filter((dimension) => facts.asked.splits.includes(dimension))
    .map((dimension) => partsBy(facts, dimension));
}

function partsBy(facts: FleetFacts, dimension: HostDimension): HostParts {
  switch (dimension) {
    case "group":
      return { dimension, labels: facts.groups.map(({ name }) => name), of: facts.groupOf };
    case "zone":
      return { dimension, labels: facts.zones, of: facts.zoneOf };
    case "cohort":
      return { dimension, labels: facts.cohorts, of: facts.cohortOf };
    case "rack":
      return {
        dimension,
        labels: Array.from({ length: facts.racks }, (_, rack) => String(rack)),
        of: facts.rackOf,
      };
  }
}

/** Sums of a value over the hosts of every part, in the order of its labels. */
export function sumsOver({ labels, of }: HostParts, values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(labels.length);
  for (let host = 0; host < values.length; host++) sums[of[host]!]! += values[host]!;
  return sums;
}

/**
 * The figures of a metric for every part of the fleet that is asked for, by their keys.
 *
 * @param values of each host; a part has their sum.
 * @param scale what a sum is multiplied by.
 */
export function sumsByPart(
  facts: FleetFacts,
  metric: string,
  values: ArrayLike<number>,
  scale = 1,
): Record<string, number> {
  return Object.fromEntries(
    splitsOfHosts(facts).flatMap((parts) => {
      const sums = sumsOver(parts, values);
      return parts.labels.map((label, i) => [
        figureKey({ metric, by: { dimension: parts.dimension, label } }),
        sums[i]! * scale,
      ]);
    }),
  );
}
