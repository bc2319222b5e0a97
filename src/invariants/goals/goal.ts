import type { FleetFacts } from "../../fleet/state/model.js";
import type { Transition, TransitionName } from "../../fleet/state/transitions.js";

/** Whether a transition reaches a goal, for each kind that it wants. */
export type GoalHandlers<State> = {
  readonly [K in TransitionName]?: (
    state: State,
    transition: Transition,
    facts: FleetFacts,
  ) => boolean;
};

/**
 * Something that a search must have seen at least once, or it has tested nothing of it. Like an invariant a fold over plain data;
 * a handler says whether the goal is reached.
 */
export interface Goal<State = unknown> {
  /** Kebab-case, as a scenario writes it. */
  readonly name: string;
  /** What happens, one sentence. */
  readonly doc: string;
  /** The state before the first transition. */
  start(facts: FleetFacts): State;
  /** Whether a transition reaches the goal, for each kind that it wants. */
  readonly on: GoalHandlers<State>;
}

/** Keeps the type of the state inside a goal's own file. */
export function defineGoal<State>(goal: Goal<State>): Goal {
  return goal as unknown as Goal;
}
