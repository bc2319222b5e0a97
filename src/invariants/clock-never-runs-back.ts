import type { FleetFacts } from "../fleet/state/model.js";
import { type Transition, transitionNames } from "../fleet/state/transitions.js";
import { defineInvariant, type Invariant } from "./invariant.js";

interface State {
  /** Of the last transition [ms]. */
  time: number;
}

function check(state: State, { time }: Transition, { horizon }: FleetFacts): string | undefined {
  const before = state.time;
  state.time = time;
  // Written so that NaN is a breach too.
  if (time >= before && time <= horizon) return undefined;
  return time > horizon
    ? `a transition at ${time} ms comes after the horizon, ${horizon} ms`
    : `a transition at ${time} ms follows one at ${before} ms`;
}

/** Transitions come in the order of time. */
export const clockNeverRunsBack: Invariant = defineInvariant<State>({
  name: "clock-never-runs-back",
  doc: "No transition is earlier than the one before it, and none is later than the horizon.",
  start: () => ({ time: 0 }),
  on: Object.fromEntries(transitionNames.map((name) => [name, check])),
});
