/** Who may win in a world, what each policy loses there, and who is best: as every question judges it. */
import type { Scenario } from "../../scenario/scenario.js";
import { candidatesOf, objectiveOf, rankRows } from "../rank-rows.js";
import type { ReplicationRow } from "../replication-row.js";
import { judge, type Verdict } from "../verdict.js";
import type { Trials, TrialRow } from "./trials.js";

/** How policies stand in a world. */
export interface Standings {
  readonly of: ReadonlyMap<string, Stood>;
  /** Then nobody wins. */
  readonly nobodyFinished: boolean;
}

/** How one policy stands. */
export interface Stood {
  /** Whether it finished what others finished, and keeps the constraints. */
  readonly isEligible: boolean;
  /** Of the objective, one per replication, the less the better; null where it does not apply. */
  readonly losses: readonly (number | null)[];
}

/** Judges policies by replications that have been simulated. */
export function standingsIn(
  trials: Trials,
  scenario: Scenario,
  policies: readonly string[],
  replications: readonly number[],
): Standings {
  const byPolicy = new Map(
    policies.map((policy): [string, ReplicationRow[]] => [
      policy,
      replications.map((replication) => asRow(trials.of(scenario, policy, replication)!)),
    ]),
  );
  const candidates = candidatesOf(scenario, byPolicy);
  const objective = objectiveOf(scenario);
  const { standings, noWinner } = judge(objective, candidates, false);
  const sign = objective.goal === "min" ? 1 : -1;
  return {
    of: new Map(
      candidates.map(({ policy, values }, index) => {
        const { isEligible, mean } = standings[index]!;
        const losses = values.map((value) => (value === null ? null : sign * value));
        return [policy, { isEligible: isEligible && mean !== null, losses }];
      }),
    ),
    nobodyFinished: noWinner === "nobody finished",
  };
}

/** The verdict on the scenario as it is, and its policies, the best first: those that may win by their means, then the others. */
export function rank(
  scenario: Scenario,
  rows: readonly TrialRow[],
): { readonly verdict: Verdict; readonly bestFirst: readonly string[] } {
  const byPolicy = new Map(
    Object.keys(scenario.policies).map((policy) => [
      policy,
      rows
        .filter((row) => row.policy === policy)
        .map(asRow)
        .toSorted((a, b) => a.replication - b.replication),
    ]),
  );
  const verdict = rankRows(scenario, byPolicy);
  const sign = verdict.objective.goal === "min" ? 1 : -1;
  const lossOf = (mean: number | null): number => (mean === null ? Infinity : sign * mean);
  const bestFirst = verdict.standings
    .toSorted((a, b) => {
      if (a.isEligible !== b.isEligible) return a.isEligible ? -1 : 1;
      const [own, other] = [lossOf(a.mean), lossOf(b.mean)];
      return own === other ? 0 : own - other;
    })
    .map(({ policy }) => policy);
  return { verdict, bestFirst };
}

/** A replication, with nothing in place of its curves. */
function asRow(row: TrialRow): ReplicationRow {
  return { ...row, series: {}, samples: {}, breaches: [], hash: "", events: 0, stalls: [] };
}
