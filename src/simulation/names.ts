import type { Scenario } from "../scenario/scenario.js";
import type { LinedUp } from "./line-up.js";
import { STANDARD_COHORT } from "../scenario/fleet-schema.js";

/** The names of a replication, each list in the order of the indices that stand for them in a model. */
export interface Names {
  readonly groups: readonly string[];
  readonly zones: readonly string[];
  readonly cohorts: readonly string[];
  readonly channels: readonly string[];
  /** Of the releases; a fix comes right after the release it fixes. */
  readonly versions: readonly string[];
  /** Shares of all cohorts: those named, and what is left for the standard one; sums to 1. */
  sharesOf(cohorts: Readonly<Record<string, number>>): readonly number[];
}

/** Numbers the names of a replication. Names that come as keys are sorted: the order of keys in a file means nothing. */
export function indexNames(scenario: Scenario, lineUp: readonly LinedUp[]): Names {
  const { fleet, channels } = scenario;
  const cohorts = [
    STANDARD_COHORT,
    ...sorted(
      [...fleet.groups, ...Object.values(channels)].flatMap((one) => Object.keys(one.cohorts)),
    ),
  ];
  const distinct = [...new Set(cohorts)];
  return {
    groups: fleet.groups.map(({ name }) => name),
    zones: [...new Set(fleet.groups.flatMap(({ zones }) => zones))],
    cohorts: distinct,
    channels: [
      ...new Set([
        "alpha",
        "beta",
        "stable",
        ...sorted([...Object.keys(channels), ...fleet.groups.map(({ channel }) => channel)]),
      ]),
    ],
    versions: lineUp.flatMap(({ release: { version, fix } }) =>
      fix === undefined ? [version] : [version, fix.version],
    ),
    sharesOf(named) {
      const sum = Object.values(named).reduce((total, share) => total + share, 0);
      const rest = Math.max(0, 1 - sum);
      return distinct.map(
        (cohort) => (named[cohort] ?? 0) + (cohort === STANDARD_COHORT ? rest : 0),
      );
    },
  };
}

function sorted(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}
