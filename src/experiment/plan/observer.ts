/** Observes the replications of a question of capacity: counts them, remembers them, and tells what is known of the answer. */
import { limitsOf } from "../asked-objective.js";
import { observeScenarios, type ObserveOptions } from "../observe.js";
import type { Limit } from "../../scenario/plan-schema.js";
import type { Scenario } from "../../scenario/scenario.js";
import { completionFigures } from "../completion.js";
import type { FigureRow, ReplicationRow } from "../replication-row.js";
import { type BoundFigure, boundFigures, type BoundValues, boundValues } from "./bounds.js";
import type { Plan } from "./prepare.js";
import { type JointObservation, jointJudge } from "./joint.js";
import type { Figure, Judge } from "./requirement.js";
import type { Known, Observe, Tried, Watch } from "./search.js";

/** The values nearest to the answer that are shown to meet the requirement, and to miss it; null: none. */
export interface Bracket {
  readonly meets: number | string | null;
  readonly fails: number | string | null;
}

/** What is known while a question is being answered. */
export interface PlanProgress {
  readonly seed: string;
  /** Replications so far, from this seed. */
  readonly replications: number;
  /** Replications until the answer of this seed, about. */
  readonly wanted: number;
  /** Replications of the value that is looked at. */
  readonly seen: number;
  readonly value: number | string;
  readonly isTest: boolean;
  readonly bracket: Bracket;
  /** The requirement at the value that is looked at, and its bounds one by one; null where it has no replications yet. */
  readonly figure: Figure | null;
  readonly bounds: readonly BoundFigure[];
}

/** What a replication says: to the requirement as a whole, and to each of its bounds. */
interface Seen extends BoundValues {
  readonly observation: JointObservation;
  /** How far the rollouts came. */
  readonly rollouts: FigureRow;
}

/** How replications are observed, and who is told what is known. */
interface ObserverOptions extends Omit<ObserveOptions, "onRows"> {
  readonly onKnown?: ((progress: PlanProgress) => void) | undefined;
}

/** What observes replications, counts them, and remembers them. */
export interface Observer {
  readonly judge: Judge<JointObservation>;
  readonly observe: Observe<JointObservation>;
  readonly watch: Watch;
  /** What is known so far; undefined before anything is. */
  readonly known: () => Known | undefined;
  /** What was seen of a value: by its test, or else by looks beside it. */
  readonly seenOf: (index: number) => readonly Seen[];
  readonly replications: () => number;
}

/** What is told of a search. @param arrived replications of a stretch that is under way, which are not among those seen. */
function progressOf(
  known: Known,
  {
    plan,
    judge,
    seed,
    replications,
    arrived,
    seen,
  }: {
    readonly plan: Plan;
    readonly judge: Judge<JointObservation>;
    readonly seed: string;
    readonly replications: number;
    readonly arrived: number;
    readonly seen: readonly Seen[];
  },
): PlanProgress {
  return {
    seed,
    replications: replications + arrived,
    wanted: Math.max(1, known.wanted - arrived),
    seen: seen.length + arrived,
    value: plan.values[known.value]!,
    isTest: known.isTest,
    bracket: bracketOf(plan, known.tried),
    figure: seen.length === 0 ? null : judge.figure(seen.map((one) => one.observation)),
    bounds: boundFigures(allLimits(plan), seen),
  };
}

/** Reads a replication. */
function seenOfRow(
  row: ReplicationRow,
  {
    plan,
    judge,
    scenario,
  }: {
    readonly plan: Plan;
    readonly judge: Judge<JointObservation>;
    readonly scenario: Scenario;
  },
): Seen {
  return {
    observation: judge.observe(row, scenario),
    ...boundValues(allLimits(plan), row),
    rollouts: completionFigures(row, scenario),
  };
}

/** Begins to observe, from one seed. */
export function startObserver(
  plan: Plan,
  seed: string,
  { onKnown, ...options }: ObserverOptions,
): Observer {
  const { request, policy } = plan;
  const judge = jointJudge({
    requirements: [request.require, ...request.also],
    indifference: request.indifference,
    mustFinish: request.mustFinish,
  });
  const tests = new Map<number, Seen[]>();
  const looks = new Map<number, Seen[]>();
  let replications = 0;
  let known: Known | undefined;
  const seenOf = (index: number): readonly Seen[] => tests.get(index) ?? looks.get(index) ?? [];
  const tell = (arrived: number): void => {
    if (known === undefined || onKnown === undefined) return;
    const seen = seenOf(known.value);
    onKnown(progressOf(known, { plan, judge, seed, replications, arrived, seen }));
  };
  const observe: Observe<JointObservation> = async (index, from, until) => {
    const kept = from < request.replications.max ? tests : looks;
    const before = kept.get(index) ?? [];
    const seen: Seen[] = [];
    const scenario = plan.scenarioAt(index, seed);
    const keep = (row: ReplicationRow): Seen =>
      (seen[row.replication - from] = seenOfRow(row, { plan, judge, scenario }));
    let arrived = 0;
    const onRows = (rows: readonly ReplicationRow[]): void => tell((arrived += rows.length));
    const asked = { policy, from, until };
    try {
      const [all] = await observeScenarios([scenario], asked, keep, { ...options, onRows });
      kept.set(index, [...before, ...all!]);
      replications += until - from;
      return all!.map(({ observation }) => observation);
    } catch (error) {
      // What came before the interruption is known all the same.
      const first = [...seen].findIndex((said) => said === undefined);
      const whole = first < 0 ? seen : seen.slice(0, first);
      if (whole.length > 0) kept.set(index, [...before, ...whole]);
      replications += whole.length;
      throw error;
    }
  };
  return {
    judge,
    observe,
    watch(next) {
      known = next;
      tell(0);
    },
    known: () => known,
    seenOf,
    replications: () => replications,
  };
}

/** Every bound that a value is held against, those of what was asked for first. */
export function allLimits({ request: { require, also } }: Plan): readonly Limit[] {
  return [require, ...also].flatMap(limitsOf);
}

/** The values nearest to the answer on either side of it. */
export function bracketOf(
  { values, request }: Pick<Plan, "values" | "request">,
  tried: readonly Tried[],
): Bracket {
  const order = request.find === "smallest" ? 1 : -1;
  const nearest = (meets: boolean): number | string | null => {
    const [first] = tried
      .filter((one) => one.meets === meets)
      .map(({ value }) => value)
      .toSorted((a, b) => (meets ? order : -order) * (a - b));
    return first === undefined ? null : values[first]!;
  };
  return { meets: nearest(true), fails: nearest(false) };
}
