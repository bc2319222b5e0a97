/** What is tuned for: the objectives of the request, or else the scenario's; and what has to hold besides. */
import { figureKey } from "../../metrics/figure.js";
import { readBound } from "../../scenario/bound-schema.js";
import type { DataIssue } from "../../scenario/issue-texts.js";
import { expectedIndifference, type Requirement } from "../../scenario/plan-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { TuneRequest } from "../../scenario/tune-schema.js";
import { mustFinish, requirementsOf } from "../asked-objective.js";
import { objectiveOf } from "../rank-rows.js";

/** One thing that is made small or great. */
export interface TuneObjective {
  readonly metric: string;
  readonly unit: string;
  readonly goal: "min" | "max";
  /** What one unit of it counts for in the recommendation; 0: it only makes the front. */
  readonly weight: number;
}

/** A request with what it leaves to the scenario filled in. */
export interface TuneQuestion extends Omit<TuneRequest, "objectives" | "require" | "indifference"> {
  readonly objectives: readonly TuneObjective[];
  /** Whether the objective is the scenario's, or the usual one, and not of the request. */
  readonly isOfScenario: boolean;
  readonly require: readonly Requirement[];
  /** Whether a point has to finish its rollouts to be recommended: unless what is required says what has to get done. */
  readonly mustFinish: boolean;
  /** In the unit of the first objective. */
  readonly indifference: number;
}

/** Fills in what a request leaves to the scenario; says what cannot be read. */
export function tuneQuestion(
  scenario: Scenario,
  request: TuneRequest,
): { readonly question: TuneQuestion; readonly issues: readonly DataIssue[] } {
  const usual = objectiveOf(scenario);
  const { goal, unit } = usual;
  const objectives = request.objectives ?? [{ metric: figureKey(usual), unit, goal, weight: 1 }];
  const own = request.require.map(({ holds, in: least }): Requirement => ({
    kind: "chance",
    holds,
    least,
  }));
  const require = requirementsOf(scenario, own);
  const first = objectives[0]!.unit;
  const indifference = readBound(request.indifference, first);
  const isRead = indifference !== undefined && indifference > 0;
  const message = expectedIndifference(first, request.indifference);
  return {
    question: {
      ...request,
      objectives,
      isOfScenario: request.objectives === undefined,
      require,
      mustFinish: mustFinish(scenario, require),
      indifference: indifference ?? 0,
    },
    issues: isRead ? [] : [{ path: ["tune", "indifference"], part: "value", message }],
  };
}
