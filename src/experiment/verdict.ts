/**
 * Which policy is best: first those that finished what others finished and that keep the constraints, then the others; among each,
 * by the metric of the objective. There is a winner only where one policy finished, keeps all, and is significantly better than every
 * other that does.
 */
import type { Objective } from "../scenario/objective-schema.js";
import { unitOf } from "../scenario/bound-schema.js";
import { mean } from "../stats/summary.js";
import { compareWithBest, confidenceBest } from "../stats/with-best.js";
import type { Completion } from "./completion.js";
import { beats, comparePairs, type PolicyPair, type Values } from "./pairs.js";

/** A constraint under a policy. */
export interface ConstraintResult {
  /** "patched-within{sla=7d} at least 0.95". */
  readonly text: string;
  readonly metric: string;
  readonly met: boolean;
  /** What was found, in the unit of the metric or as a share of replications; null where it does not apply. */
  readonly found: number | null;
}

/** What is known of a policy before policies are compared. */
export interface Candidate {
  readonly policy: string;
  readonly completion: Completion;
  readonly constraints: readonly ConstraintResult[];
  /** The metric of the objective in each replication, times that were not reached counted up to the end; null where it does not apply. */
  readonly values: Values;
}

/** Where a policy stands. */
export interface Standing {
  readonly policy: string;
  /** 1 is best; policies that are statistically tied share a place. */
  readonly place: number;
  /** Whether it may win: it finished what others finished, and keeps the constraints. */
  readonly isEligible: boolean;
  /** Mean of the objective, in the unit of its metric; null where it does not apply. */
  readonly mean: number | null;
  /** Lower bound of the probability that it is the best of those that may win; null where it may not, or nothing is known. */
  readonly confidence: number | null;
  /** Its mean minus the best mean of the other eligible policies lies between these, for all at once with 95 % confidence; null likewise. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Why no policy is named the winner. */
export type NoWinner = "one policy" | "nobody finished" | "constraints" | "tied" | "does not apply";

/** The answer of a comparison. */
export interface Verdict {
  readonly objective: Pick<Objective, "metric" | "unit" | "goal"> & {
    /** The scenario names none: it is the usual one. */
    readonly isUsual: boolean;
  };
  /** In the order of the policies. */
  readonly standings: readonly Standing[];
  /** Every pair of policies by the objective. */
  readonly pairs: readonly PolicyPair[];
  readonly winner: string | null;
  readonly noWinner: NoWinner | null;
  /** The eligible policies that are not significantly worse than the best mean, that one first; the winner alone where there is one. */
  readonly leaders: readonly string[];
}

/** What is wanted where a scenario does not say it: little downtime of containers, or of hosts where there are none. */
export function usualObjective(services: number): Objective {
  const metric = services > 0 ? "container-downtime" : "host-downtime";
  return { metric, unit: unitOf(metric), goal: "min", constraints: [] };
}

/** Metrics that say by themselves whether a rollout gets done: who constrains one decides what counts as done. */
const COMPLETION = [
  "patched-within",
  "hosts-unpatched",
  "rollouts-completed",
  "rollout-duration",
  "patch-latency",
];

/** Whether an objective says itself what has to get done. */
export function constrainsCompletion({ constraints }: Objective): boolean {
  return constraints.some(({ metric }) => COMPLETION.includes(metric.split(".")[0]!));
}

/** Ranks policies by an objective. */
export function judge(
  objective: Objective,
  candidates: readonly Candidate[],
  isUsual: boolean,
): Verdict {
  const { metric, unit, goal } = objective;
  const sign = goal === "min" ? 1 : -1;
  const byCompletion = !constrainsCompletion(objective);
  const ranks = candidates.map((candidate) => rankOf(candidate, byCompletion));
  const eligible = [...candidates.keys()].filter((i) => ranks[i] === 0);
  const pairs = comparePairs(candidates.map(({ values }) => values));
  const among = amongEligible(candidates, eligible, sign);
  const standings = candidates.map(({ policy, values }, i) => {
    const known = values.filter((value) => value !== null);
    const ahead = [...candidates.keys()].filter(
      (other) =>
        ranks[other]! < ranks[i]! || (ranks[other] === ranks[i] && beats(pairs, other, i, sign)),
    );
    return {
      policy,
      place: 1 + ahead.length,
      isEligible: ranks[i] === 0,
      mean: known.length === 0 ? null : mean(known),
      ...(among.get(i) ?? { confidence: null, low: null, high: null }),
    };
  });
  const best = eligible
    .filter((i) => standings[i]!.mean !== null)
    .toSorted((a, b) => sign * (standings[a]!.mean! - standings[b]!.mean!));
  const leaders = best.filter((i) => !beats(pairs, best[0]!, i, sign));
  const noWinner = whyNone(candidates, { eligible, best, leaders, byCompletion });
  return {
    objective: { metric, unit, goal, isUsual },
    standings,
    pairs,
    winner: noWinner === null ? candidates[leaders[0]!]!.policy : null,
    noWinner,
    leaders: leaders.map((i) => candidates[i]!.policy),
  };
}

/** Policies are compared by the objective only with those that did as much: 0 may win, 1 breaks a constraint, 2 did not finish what others did. */
function rankOf({ completion, constraints }: Candidate, byCompletion: boolean): number {
  if (byCompletion && completion.isBehind) return 2;
  return constraints.every(({ met }) => met) ? 0 : 1;
}

function whyNone(
  candidates: readonly Candidate[],
  found: {
    readonly eligible: readonly number[];
    readonly best: readonly number[];
    readonly leaders: readonly number[];
    readonly byCompletion: boolean;
  },
): NoWinner | null {
  if (found.byCompletion && candidates.every(({ completion }) => completion.finished === false)) {
    return "nobody finished";
  }
  if (candidates.length < 2) return "one policy";
  if (found.eligible.length === 0) return "constraints";
  if (found.best.length === 0) return "does not apply";
  return found.leaders.length > 1 ? "tied" : null;
}

/** How sure it is that each eligible policy is the best of them. */
function amongEligible(
  candidates: readonly Candidate[],
  eligible: readonly number[],
  sign: number,
): Map<number, Pick<Standing, "confidence" | "low" | "high">> {
  const columns = eligible.map((i) => candidates[i]!.values);
  const applies = [...(columns[0] ?? []).keys()].filter((row) =>
    columns.every((column) => typeof column[row] === "number"),
  );
  if (eligible.length < 2 || applies.length < 2) return new Map();
  const samples = columns.map((column) => applies.map((row) => sign * column[row]!));
  return new Map(
    compareWithBest(samples).map(({ low, high }, i) => [
      eligible[i]!,
      {
        confidence: confidenceBest(samples, i),
        low: sign === 1 ? low : -high,
        high: sign === 1 ? high : -low,
      },
    ]),
  );
}
