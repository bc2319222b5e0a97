import { goals } from "../invariants/goals/index.js";
import { policyInvariants } from "../invariants/policy/index.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Watched } from "./folds.js";

/** What the runs of a scenario are held against beyond what must always hold. */
export function watchedIn({ invariants }: Scenario): Watched {
  return {
    invariants: policyInvariants.filter(({ name }) => invariants.includes(name)),
    goals: [],
  };
}

/** The same for a search, which watches every goal besides. */
export function searchedIn(scenario: Scenario): Watched {
  return { ...watchedIn(scenario), goals };
}
