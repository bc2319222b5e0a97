import { TransitionHash } from "../engine/transition-hash.js";
import type { FleetFacts } from "../fleet/model.js";
import { transitionNames, type Transition, type TransitionSink } from "../fleet/transitions.js";
import type { Goal } from "../invariants/goals/goal.js";
import { invariants } from "../invariants/index.js";
import type { Breach, Invariant } from "../invariants/invariant.js";
import { metrics } from "../metrics/index.js";
import type { Metric, MetricValues } from "../metrics/metric.js";

/** A breach and the invariant that it breaches. */
export interface FoundBreach extends Breach {
  readonly invariant: string;
}

/** What the folds of a replication found. */
export interface FoldResult {
  readonly values: MetricValues;
  /** The first breach of each invariant. */
  readonly breaches: readonly FoundBreach[];
  /** The goals that were reached, in the order of their list. */
  readonly reached: readonly string[];
  /** Rolling hash of all transitions, 16 hex digits. */
  readonly hash: string;
}

/** All folds of a replication: the metrics, the invariants and the hash, run online over its transitions. */
export interface Folds {
  readonly sink: TransitionSink;
  /** Hash of the transitions so far, 32 bits: changes with each of them. */
  checkpoint(): number;
  /** A copy that goes on by itself. */
  fork(): Folds;
  finish(): FoldResult;
}

/** What changes while the folds run: plain data but for the hash. */
interface FoldState {
  readonly metrics: unknown[];
  readonly invariants: unknown[];
  readonly breaches: FoundBreach[];
  readonly goals: unknown[];
  /** Of each goal: 1 once it is reached. */
  readonly reached: Uint8Array;
}

/** What the transitions of a replication are held against. */
export interface Watched {
  /** In addition to those that must hold in every run. */
  readonly invariants: readonly Invariant[];
  readonly goals: readonly Goal[];
}

/** Nothing besides what must hold in every run. */
const NOTHING_MORE: Watched = { invariants: [], goals: [] };

/**
 * Begins to fold the transitions of a replication. Invariants are always checked.
 *
 * @param measured what is measured; a search for breaches measures nothing.
 * @param more what a search holds the run against besides.
 */
export function startFolds(
  facts: FleetFacts,
  measured: readonly Metric[] = metrics,
  more: Watched = NOTHING_MORE,
): Folds {
  const watched = { invariants: [...invariants, ...more.invariants], goals: more.goals };
  const state: FoldState = {
    metrics: measured.map((metric) => metric.start(facts)),
    invariants: watched.invariants.map((invariant) => invariant.start(facts)),
    breaches: [],
    goals: watched.goals.map((goal) => goal.start(facts)),
    reached: new Uint8Array(watched.goals.length),
  };
  return foldsOver({ facts, measured, watched }, state, new TransitionHash());
}

/** What stays the same while the folds run, and is shared by forks. */
interface FoldBasis {
  readonly facts: FleetFacts;
  readonly measured: readonly Metric[];
  readonly watched: Watched;
}

function foldsOver(basis: FoldBasis, state: FoldState, hash: TransitionHash): Folds {
  const { facts, measured, watched } = basis;
  const measures = transitionNames.map((name) => measuresOf(name, measured, state));
  const watches = transitionNames.map((name) => watchesOf(name, watched, state));
  const aims = transitionNames.map((name) => aimsOf(name, watched, state));
  const sink = (transition: Transition): void => {
    const { time, kind, subject, from, to, cause, detail } = transition;
    hash.add(time, kind, subject, from, to, cause, detail);
    const measuring = measures[kind]!;
    for (let i = 0; i < measuring.length; i++) {
      const { handler, own } = measuring[i]!;
      handler(own, transition, facts);
    }
    const watching = watches[kind]!;
    for (let i = 0; i < watching.length; i++) {
      const { handler, own, name } = watching[i]!;
      const message = handler(own, transition, facts);
      if (message !== undefined) record(state, name, time, message);
    }
    const aiming = aims[kind]!;
    for (let i = 0; i < aiming.length; i++) {
      const { handler, own, index } = aiming[i]!;
      if (state.reached[index] === 0 && handler(own, transition, facts)) state.reached[index] = 1;
    }
  };
  return {
    sink,
    checkpoint: () => hash.value32,
    fork: () => foldsOver(basis, structuredClone(state), hash.fork()),
    finish: () => finish(basis, state, hash.digest()),
  };
}

type Name = (typeof transitionNames)[number];

/** The metrics that want transitions of a kind, each with its own state. */
function measuresOf(name: Name, measured: readonly Metric[], state: FoldState) {
  return measured.flatMap((metric, index) => {
    const handler = metric.on[name];
    return handler === undefined ? [] : [{ handler, own: state.metrics[index] }];
  });
}

/** The invariants that want transitions of a kind, each with its own state. */
function watchesOf(name: Name, { invariants }: Watched, state: FoldState) {
  return invariants.flatMap((invariant, index) => {
    const handler = invariant.on[name];
    return handler === undefined
      ? []
      : [{ handler, own: state.invariants[index], name: invariant.name }];
  });
}

/** The goals that want transitions of a kind, each with its own state. */
function aimsOf(name: Name, { goals }: Watched, state: FoldState) {
  return goals.flatMap((goal, index) => {
    const handler = goal.on[name];
    return handler === undefined ? [] : [{ handler, own: state.goals[index], index }];
  });
}

/** Keeps the first breach of each invariant. */
function record(state: FoldState, invariant: string, time: number, message: string): void {
  if (state.breaches.some((breach) => breach.invariant === invariant)) return;
  state.breaches.push({ invariant, time, message });
}

function finish(basis: FoldBasis, state: FoldState, hash: string): FoldResult {
  const { facts, measured, watched } = basis;
  for (const [index, invariant] of watched.invariants.entries()) {
    const message = invariant.finish?.(state.invariants[index], facts);
    if (message !== undefined) record(state, invariant.name, facts.horizon, message);
  }
  const found = measured.map((metric, index) => metric.finish(state.metrics[index], facts));
  return {
    values: {
      scalars: Object.assign({}, ...found.map((values) => values.scalars)),
      series: Object.assign({}, ...found.map((values) => values.series ?? {})),
      samples: Object.assign({}, ...found.map((values) => values.samples ?? {})),
    },
    breaches: state.breaches,
    reached: watched.goals.flatMap(({ name }, index) => (state.reached[index] === 1 ? name : [])),
    hash,
  };
}
