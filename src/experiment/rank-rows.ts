/** Ranks policies by their replications, for every question that asks which policy is best. */
import { figureKey } from "../metrics/figure.js";
import type { Objective } from "../scenario/objective-schema.js";
import type { Scenario } from "../scenario/scenario.js";
import { completionsOf } from "./completion.js";
import { judgeConstraints } from "./expectations.js";
import { restricted, type SampleRow, sampleOf } from "./figures.js";
import type { ReplicationRow } from "./replication-row.js";
import { type Candidate, judge, usualObjective, type Verdict } from "./verdict.js";

/** What a scenario ranks its policies by. */
export function objectiveOf({ objective, services }: Scenario): Objective {
  return objective ?? usualObjective(services.length);
}

/** What the replications of each policy say, in the order of the map. @param byPolicy rows in the order of replications. */
export function candidatesOf(
  scenario: Scenario,
  byPolicy: ReadonlyMap<string, readonly SampleRow[]>,
): Candidate[] {
  const objective = objectiveOf(scenario);
  const completions = completionsOf(scenario, [...byPolicy.values()]);
  return [...byPolicy].map(([policy, rows], i) => ({
    policy,
    completion: completions[i]!,
    constraints: judgeConstraints(objective.constraints, rows),
    values: restricted(sampleOf(rows, figureKey(objective))),
  }));
}

/** Which policy is best by the objective of a scenario. @param byPolicy rows in the order of replications. */
export function rankRows(
  scenario: Scenario,
  byPolicy: ReadonlyMap<string, readonly ReplicationRow[]>,
): Verdict {
  const candidates = candidatesOf(scenario, byPolicy);
  return judge(objectiveOf(scenario), candidates, scenario.objective === undefined);
}
