import { TransitionHash } from "../engine/transition-hash.js";
import type { FleetFacts } from "../fleet/state/model.js";
import {
  transitionNames,
  type Transition,
  type TransitionSink,
} from "../fleet/state/transitions.js";
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
  const folding = foldingOf(askedFrom(measured, facts), more);
  const { watched } = folding;
  const state: FoldState = {
    metrics: folding.measured.map((metric) => metric.start(facts)),
    invariants: watched.invariants.map((invariant) => invariant.start(facts)),
    breaches: [],
    goals: watched.goals.map((goal) => goal.start(facts)),
    reached: new Uint8Array(watched.goals.length),
  };
  return foldsOver(folding, facts, state, new TransitionHash());
}

/** The lists that were asked for before, so that what is folded is put together once for each. */
const lists = new WeakMap<readonly Metric[], Map<string, readonly Metric[]>>();

/** The metrics that are asked for in this run; of those that nobody asks for no handler is called. */
function askedFrom(measured: readonly Metric[], facts: FleetFacts): readonly Metric[] {
  const asked = measured.filter((metric) => metric.isAsked?.(facts) ?? true);
  if (asked.length === measured.length) return measured;
  const known = lists.get(measured) ?? new Map<string, readonly Metric[]>();
  lists.set(measured, known);
  const key = asked.map(({ name }) => name).join();
  const list = known.get(key) ?? asked;
  known.set(key, list);
  return list;
}

/** One fold's handler of a kind of transition, and which of the folds it belongs to. */
interface Wanted<Handler> {
  readonly handler: Handler;
  readonly index: number;
}

/** The handlers of all folds that want transitions of a kind. */
type ByKind<Handler> = readonly (readonly Wanted<Handler>[])[];

/** What is folded: the same for all runs of a search, so that it is put together once. */
interface Folding {
  readonly measured: readonly Metric[];
  readonly watched: Watched;
  readonly measures: ByKind<NonNullable<Metric["on"][Name]>>;
  readonly watches: ByKind<NonNullable<Invariant["on"][Name]>>;
  readonly aims: ByKind<NonNullable<Goal["on"][Name]>>;
}

type Name = (typeof transitionNames)[number];

const foldings = new WeakMap<readonly Metric[], WeakMap<Watched, Folding>>();

function foldingOf(measured: readonly Metric[], more: Watched): Folding {
  const ofMetrics = foldings.get(measured) ?? new WeakMap<Watched, Folding>();
  const known = ofMetrics.get(more);
  if (known !== undefined) return known;
  const watched = { invariants: [...invariants, ...more.invariants], goals: more.goals };
  const folding = {
    measured,
    watched,
    measures: byKind(measured),
    watches: byKind(watched.invariants),
    aims: byKind(watched.goals),
  };
  foldings.set(measured, ofMetrics.set(more, folding));
  return folding;
}

function byKind<Handler>(
  folds: readonly { readonly on: Readonly<Partial<Record<Name, Handler>>> }[],
): ByKind<Handler> {
  return transitionNames.map((name) =>
    folds.flatMap(({ on }, index) => {
      const handler = on[name];
      return handler === undefined ? [] : [{ handler, index }];
    }),
  );
}

function foldsOver(
  folding: Folding,
  facts: FleetFacts,
  state: FoldState,
  hash: TransitionHash,
): Folds {
  const { measures, watches, aims, watched } = folding;
  const { metrics: ownOfMetric, invariants: ownOfInvariant, goals: ownOfGoal, reached } = state;
  const sink = (transition: Transition): void => {
    const { time, kind, subject, from, to, cause, detail } = transition;
    hash.add(time, kind, subject, from, to, cause, detail);
    const measuring = measures[kind]!;
    for (let i = 0; i < measuring.length; i++) {
      const { handler, index } = measuring[i]!;
      handler(ownOfMetric[index], transition, facts);
    }
    const watching = watches[kind]!;
    for (let i = 0; i < watching.length; i++) {
      const { handler, index } = watching[i]!;
      const message = handler(ownOfInvariant[index], transition, facts);
      if (message !== undefined) record(state, watched.invariants[index]!.name, time, message);
    }
    const aiming = aims[kind]!;
    for (let i = 0; i < aiming.length; i++) {
      const { handler, index } = aiming[i]!;
      if (reached[index] === 0 && handler(ownOfGoal[index], transition, facts)) reached[index] = 1;
    }
  };
  return {
    sink,
    checkpoint: () => hash.value32,
    fork: () => foldsOver(folding, facts, structuredClone(state), hash.fork()),
    finish: () => finish(folding, facts, state, hash.digest()),
  };
}

/** The values of several metrics as one; the later ones win. */
function merged(found: readonly MetricValues[]): MetricValues {
  return {
    scalars: Object.assign({}, ...found.map((values) => values.scalars)),
    parts: Object.assign({}, ...found.map((values) => values.parts ?? {})),
    notReached: Object.assign({}, ...found.map((values) => values.notReached ?? {})),
    series: Object.assign({}, ...found.map((values) => values.series ?? {})),
    samples: Object.assign({}, ...found.map((values) => values.samples ?? {})),
  };
}

/** Keeps the first breach of each invariant. */
function record(state: FoldState, invariant: string, time: number, message: string): void {
  if (state.breaches.some((breach) => breach.invariant === invariant)) return;
  state.breaches.push({ invariant, time, message });
}

function finish(
  { measured, watched }: Folding,
  facts: FleetFacts,
  state: FoldState,
  hash: string,
): FoldResult {
  for (const [index, invariant] of watched.invariants.entries()) {
    const message = invariant.finish?.(state.invariants[index], facts);
    if (message !== undefined) record(state, invariant.name, facts.horizon, message);
  }
  const found = merged(measured.map((metric, index) => metric.finish(state.metrics[index], facts)));
  const derived = measured.flatMap((metric) => metric.derive?.(found, facts) ?? []);
  return {
    values: derived.length === 0 ? found : merged([found, ...derived]),
    breaches: state.breaches,
    reached: watched.goals.flatMap(({ name }, index) => (state.reached[index] === 1 ? name : [])),
    hash,
  };
}
