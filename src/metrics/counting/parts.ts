/** Counts and time integrals of hosts, over the whole fleet and over each part of it that figures are split by. */
import { type HostParts, hostDimensions } from "../../fleet/state/host-parts.js";
import type { FleetFacts } from "../../fleet/state/model.js";
import type { Time } from "../../support/time.js";
import { type Dimension, figureKey } from "../figure.js";
import { change, type Integral, integralTo, startIntegral } from "./integral.js";

/** Dimensions of hosts by which a metric can be split. */
export const BY_HOST: readonly Dimension[] = hostDimensions;

/** How many counts there are: one of the whole fleet, and one of each part. */
function countsOf({ parts }: FleetFacts): number {
  return parts.reduce((sum, { labels }) => sum + labels.length, 1);
}

/** A count of the fleet and of each of its parts, all 0. */
export function startTally(facts: FleetFacts): Float64Array {
  return new Float64Array(countsOf(facts));
}

/** Adds to the counts of whatever a host belongs to. O(dimensions). */
export function addHost(tally: Float64Array, facts: FleetFacts, host: number, by: number): void {
  const { parts } = facts;
  tally[0]! += by;
  for (let i = 0; i < parts.length; i++) {
    const { first, of } = parts[i]!;
    tally[first + of[host]!]! += by;
  }
}

/** Time integrals of a count of the fleet and of each of its parts, which all begin at 0. */
export function startIntegrals(facts: FleetFacts): Integral {
  return startIntegral(countsOf(facts));
}

/** Changes the counts of whatever a host belongs to, from `time` on. O(dimensions). */
export function changeHost(
  integrals: Integral,
  facts: FleetFacts,
  host: number,
  by: number,
  time: Time,
): void {
  const { parts } = facts;
  change(integrals, 0, by, time);
  for (let i = 0; i < parts.length; i++) {
    const { first, of } = parts[i]!;
    change(integrals, first + of[host]!, by, time);
  }
}

/** The integrals up to the end of the run, as a tally [count-ms]. */
export function integralsTo(integrals: Integral, end: Time): Float64Array {
  return integrals.area.map((_, i) => integralTo(integrals, i, end));
}

/** Sums of a value over all hosts and over those of each part, as a tally. */
export function tallyOf(facts: FleetFacts, values: ArrayLike<number>): Float64Array {
  const tally = startTally(facts);
  for (let host = 0; host < values.length; host++) {
    if (values[host] !== 0) addHost(tally, facts, host, values[host]!);
  }
  return tally;
}

/** One of the parts of a fleet. */
export type HostLabel = {
  readonly dimension: HostParts["dimension"];
  readonly label: string;
};

/** Every part of the fleet, and the place of its count in a tally. */
export function eachPart({ parts }: FleetFacts): readonly (HostLabel & { readonly at: number })[] {
  return parts.flatMap(({ dimension, labels, first }) =>
    labels.map((label, i) => ({ dimension, label, at: first + i })),
  );
}

/** The counts of the parts of the fleet, by their keys. @param scale what a count is multiplied by. */
export function figuresByPart(
  facts: FleetFacts,
  metric: string,
  tally: ArrayLike<number>,
  scale = 1,
): Record<string, number> {
  return Object.fromEntries(
    eachPart(facts).map(({ dimension, label, at }) => [
      figureKey({ metric, by: { dimension, label } }),
      tally[at]! * scale,
    ]),
  );
}
