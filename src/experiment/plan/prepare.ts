import { decodeData, type ScenarioSource } from "../../scenario/load.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { Settings } from "../../policies/merge-settings.js";
import { choosePolicy } from "../choose-policy.js";
import { findKnob, KnobError, turnKnob } from "../knobs.js";
import { GridError, gridOf } from "./grid.js";
import { type PlanQuestion, planQuestion } from "./question.js";
import { findSpareCapacity, type Turnable } from "./spare-capacity.js";

/** A question of capacity that is ready to be answered. */
export interface Plan {
  readonly request: PlanQuestion;
  readonly policy: string;
  /** What is varied, in its usual form. */
  readonly knob: string;
  /** The values to choose from, ascending, as a scenario would write them. */
  readonly values: readonly (number | string)[];
  /** The scenario as its file has it. */
  readonly base: Scenario;
  /** The scenario with one of the values. @throws ScenarioError where it is none with that value. */
  readonly scenarioAt: (index: number, seed: string) => Scenario;
}

/** Where in the file the question stands. */
const PLAN = "plan";

/**
 * Looks up what a question of capacity names.
 *
 * @returns undefined where the scenario asks none.
 * @throws ScenarioError with what it names that is not there, or with ends of the range that make no scenario.
 */
export function preparePlan(source: ScenarioSource): Plan | undefined {
  const { scenario, data, refuse } = source;
  const asked = scenario.plan;
  if (asked === undefined) return undefined;
  const { question, issues: ofQuestion } = planQuestion(scenario, asked);
  const request = question ?? refuse(ofQuestion);
  if (ofQuestion.length > 0) refuse(ofQuestion);
  const turnable = orRefused(source, () => findTurnable(data, request.vary));
  const { policy, issues } = choosePolicy(scenario, request.policy, PLAN, [turnable]);
  if (issues.length > 0) refuse(issues);
  const values = orRefused(source, () => gridOf(request));
  const scenarioAt = (index: number, seed: string): Scenario => {
    const { file, description } = scenario;
    const decoded = decodeData(turnable.turn(values[index]!), { file, description });
    if (decoded.scenario !== undefined) return { ...decoded.scenario, seed, stopping: null };
    const [first] = decoded.issues;
    const field = index === 0 ? "from" : "to";
    return refuse([
      {
        path: [PLAN, field],
        part: "value",
        message: `expected values that make a scenario, got ${values[index]!} for ${turnable.name}; ${first!.path.join(".")}: ${first!.message}`,
      },
    ]);
  };
  for (const end of [0, values.length - 1]) scenarioAt(end, scenario.seed);
  return {
    request,
    policy,
    knob: turnable.name,
    values,
    base: scenario,
    scenarioAt,
  };
}

function findTurnable(data: Settings, path: string): Turnable {
  const spare = findSpareCapacity(data, path);
  if (spare !== undefined) return spare;
  const knob = findKnob(data, path);
  return { name: knob.name, place: knob.place, turn: (value) => turnKnob(data, knob, value) };
}

/** What a look-up finds; what it does not find is refused where the file asks for it. */
function orRefused<T>({ refuse }: ScenarioSource, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof KnobError) {
      return refuse([{ path: [PLAN, "vary"], part: "value", message: error.message }]);
    }
    if (error instanceof GridError) {
      return refuse([{ path: [PLAN, error.field], part: "value", message: error.message }]);
    }
    throw error;
  }
}
