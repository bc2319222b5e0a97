import { TransitionHash } from "../engine/transition-hash.js";
import type { FleetFacts } from "../fleet/model.js";
import { transitionNames, type Transition, type TransitionSink } from "../fleet/transitions.js";
import { invariants } from "../invariants/index.js";
import type { Breach } from "../invariants/invariant.js";
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
}

/**
 * Begins to fold the transitions of a replication. Invariants are always checked.
 *
 * @param measured what is measured; a search for breaches measures nothing.
 */
export function startFolds(facts: FleetFacts, measured: readonly Metric[] = metrics): Folds {
  const state: FoldState = {
    metrics: measured.map((metric) => metric.start(facts)),
    invariants: invariants.map((invariant) => invariant.start(facts)),
    breaches: [],
  };
  return foldsOver({ facts, measured }, state, new TransitionHash());
}

/** What stays the same while the folds run, and is shared by forks. */
interface FoldBasis {
  readonly facts: FleetFacts;
  readonly measured: readonly Metric[];
}

function foldsOver(basis: FoldBasis, state: FoldState, hash: TransitionHash): Folds {
  const { facts, measured } = basis;
  const measures = transitionNames.map((name) => measuresOf(name, measured, state));
  const watches = transitionNames.map((name) => watchesOf(name, state));
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
function watchesOf(name: Name, state: FoldState) {
  return invariants.flatMap((invariant, index) => {
    const handler = invariant.on[name];
    return handler === undefined
      ? []
      : [{ handler, own: state.invariants[index], name: invariant.name }];
  });
}

/** Keeps the first breach of each invariant. */
function record(state: FoldState, invariant: string, time: number, message: string): void {
  if (state.breaches.some((breach) => breach.invariant === invariant)) return;
  state.breaches.push({ invariant, time, message });
}

function finish({ facts, measured }: FoldBasis, state: FoldState, hash: string): FoldResult {
  for (const [index, invariant] of invariants.entries()) {
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
    hash,
  };
}
