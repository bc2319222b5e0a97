/** What a plan asks: its own requirement or the constraints of the scenario's objective, and what has to hold besides. */
import { readBound } from "../../scenario/bound-schema.js";
import type { DataIssue } from "../../scenario/issue-texts.js";
import {
  expectedIndifference,
  type PlanRequest,
  type Requirement,
} from "../../scenario/plan-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import { mustFinish, requirementsOf } from "../asked-objective.js";

/** A request with what it leaves to the scenario filled in. */
export interface PlanQuestion extends Omit<
  PlanRequest,
  "require" | "indifference" | "replications"
> {
  readonly require: Requirement;
  /** Constraints of the scenario's objective that have to hold besides. */
  readonly also: readonly Requirement[];
  /** Whether the fleet has to finish its rollouts besides: unless what is required says what has to get done. */
  readonly mustFinish: boolean;
  /** In the unit of what is required; null: none. */
  readonly indifference: number | null;
  readonly replications: { readonly min: number; readonly max: number };
}

/** Fewest replications of a value before it may be judged, where a share is required and where a mean is. */
const FEWEST = { chance: 5, mean: 20 } as const;

/** Fills in what a request leaves to the scenario; says what is missing or cannot be read. */
export function planQuestion(
  scenario: Scenario,
  request: PlanRequest,
): { readonly question: PlanQuestion | undefined; readonly issues: readonly DataIssue[] } {
  const own = request.require === undefined ? [] : [request.require];
  const [require, ...also] = requirementsOf(scenario, own);
  if (require === undefined) {
    const message =
      "expected require, or constraints in the objective of the scenario, got neither; such as require: { holds: [{ metric: budget-violation, max: 0 }], in: 99% }";
    return { question: undefined, issues: [{ path: ["plan"], part: "value", message }] };
  }
  const unit = require.kind === "chance" ? "" : require.limit.unit;
  const written = request.indifference;
  const indifference = written === null ? null : readBound(written, unit);
  const isRead = indifference === null || (indifference !== undefined && indifference > 0);
  const { min = FEWEST[require.kind], max } = request.replications;
  return {
    question: {
      ...request,
      require,
      also,
      mustFinish: mustFinish(scenario, [require, ...also]),
      indifference: indifference ?? null,
      replications: { min: Math.min(min, max), max },
    },
    issues: isRead
      ? []
      : [
          {
            path: ["plan", "indifference"],
            part: "value",
            message: expectedIndifference(unit, written!),
          },
        ],
  };
}
