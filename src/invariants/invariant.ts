import type { FleetFacts } from "../fleet/state/model.js";
import type { Transition, TransitionName } from "../fleet/state/transitions.js";

/** A breach of an invariant: the first one in a replication. */
export interface Breach {
  /** Simulated time [ms]. */
  readonly time: number;
  /** What happened, naming host, phase and release in words. */
  readonly message: string;
}

/** What an invariant makes of a transition, for each kind that it wants. */
export type InvariantHandlers<State> = {
  readonly [K in TransitionName]?: (
    state: State,
    transition: Transition,
    facts: FleetFacts,
  ) => string | undefined;
};

/**
 * Something that must hold in every replication. Like a metric a fold over plain data; a handler returns the breach's message,
 * built only then, or undefined. The simulator records the first breach per replication with time and reproduce line.
 */
export interface Invariant<State = unknown> {
  readonly name: string;
  /** What must hold, one sentence. */
  readonly doc: string;
  /**
   * Whom a breach accuses: the simulator, whose figures are in doubt then, by default; or the policy, where real systems
   * break it too and the figures show what that costs.
   */
  readonly accuses?: "policy";
  /** The state before the first transition. */
  start(facts: FleetFacts): State;
  /** What it makes of transitions, by their kind: the message of a breach, or undefined. */
  readonly on: InvariantHandlers<State>;
  /** Looks at the end of the run, where the invariant is about the whole. */
  finish?(state: State, facts: FleetFacts): string | undefined;
}

/** Keeps the type of the state inside an invariant's own file. */
export function defineInvariant<State>(invariant: Invariant<State>): Invariant {
  return invariant as unknown as Invariant;
}
