/** The answer to a question of capacity from one seed, and what is known of it before there is one. */
import { type Completion, completionsOfEach } from "../completion.js";
import { Interrupted } from "../interrupted.js";
import type { ObserveOptions } from "../observe.js";
import { type BoundFigure, boundFigures } from "./bounds.js";
import {
  allLimits,
  type Bracket,
  bracketOf,
  type Observer,
  type PlanProgress,
  startObserver,
} from "./observer.js";
import type { Plan } from "./prepare.js";
import { type Figure, mostMissed } from "./requirement.js";
import { type Found, searchValues, type SearchRule, type SettledBy, type Tried } from "./search.js";

/** A value of the knob and what was found of it. */
export interface PlanPoint {
  readonly value: number | string;
  /** Null where it was only looked at: to bracket the answer, or for the chart. */
  readonly verdict: Pick<Tried, "meets" | "settledBy" | "doubt"> | null;
  readonly figure: Figure;
  /** The bounds one by one: of the requirement, and of the scenario's objective. */
  readonly bounds: readonly BoundFigure[];
  /** How far the rollouts came at this value. */
  readonly completion: Completion;
}

/** The answer from one seed. */
export interface SeedAnswer {
  readonly seed: string;
  /** Whether the search came to its end; where not, the rest is what was known when it was stopped. */
  readonly isComplete: boolean;
  /** Null where no value meets the requirement, and where it is not known yet. */
  readonly answer: number | string | null;
  /** The values nearest to the answer that are shown to meet the requirement, and to miss it; null: none. */
  readonly bracket: Bracket;
  /** The value that comes nearest to the requirement of those that were looked at; null where none was yet. */
  readonly best: number | string | null;
  /** Probability that the answer is right, at least; where a value was settled by belief, about [0..1]. */
  readonly probability: number;
  /** By the least sure way in which a value was settled. */
  readonly settledBy: SettledBy;
  /** Every value that was looked at, ascending. */
  readonly points: readonly PlanPoint[];
  /** Values that belie the answer: they miss the requirement where they should meet it, or meet it where they should not. */
  readonly outOfOrder: readonly (number | string)[];
  readonly replications: number;
}

/** How the answer from one seed is sought. */
export interface SeedOptions extends Omit<ObserveOptions, "onRows"> {
  /** A value to begin at, by its number; by default the search guesses. */
  readonly begin?: number | undefined;
  /** Told what is known, before each stretch of replications and as they arrive. */
  readonly onKnown?: (progress: PlanProgress) => void;
}

/** Chance that a look beside the search raises a false alarm about the order. */
const ALARM = 0.001;

/** Replications of a value that is only looked at for the chart. */
const FOR_CHART = 10;

/**
 * Searches the values of a plan from one seed: the bare answer, by numbers of values.
 *
 * @throws Interrupted where the signal says so.
 */
export async function searchPlan(
  plan: Plan,
  seed: string,
  { begin, ...options }: SeedOptions,
): Promise<{ readonly found: Found; readonly replications: number }> {
  const watched = startObserver(plan, seed, options);
  const found = await searchValues(
    ruleOf(plan, begin),
    watched.judge,
    watched.observe,
    watched.watch,
  );
  return { found, replications: watched.replications() };
}

/** Answers a question of capacity from one seed, with what a chart shows besides. Where the signal says so, what is known by then. */
export async function answerFromSeed(
  plan: Plan,
  seed: string,
  { begin, ...options }: SeedOptions,
): Promise<SeedAnswer> {
  const watched = startObserver(plan, seed, options);
  const { judge, observe, watch } = watched;
  let found: Found | undefined;
  try {
    found = await searchValues(ruleOf(plan, begin), judge, observe, watch);
    for (const index of besideThe(found, plan.values.length)) {
      if (watched.seenOf(index).length === 0) await observe(index, 0, FOR_CHART);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
  return seedAnswer(plan, seed, watched, found);
}

/** What the search came to, or where it was when it was stopped. */
function seedAnswer(
  plan: Plan,
  seed: string,
  { judge, seenOf, known, replications }: Observer,
  found: Found | undefined,
): SeedAnswer {
  const { values, request } = plan;
  const limits = allLimits(plan);
  const tried = found?.tried ?? known()?.tried ?? [];
  const verdicts = new Map(tried.map((one) => [one.value, one]));
  const indices = [...values.keys()].filter((index) => seenOf(index).length > 0);
  const completions = completionsOfEach(
    indices.map((index) => ({
      scenario: plan.scenarioAt(index, seed),
      rows: seenOf(index).map(({ rollouts }) => rollouts),
    })),
  );
  const points = indices.map((index, i): PlanPoint => {
    const seen = seenOf(index);
    const verdict = verdicts.get(index);
    return {
      value: values[index]!,
      verdict: verdict === undefined ? null : verdictOf(verdict),
      figure: judge.figure(seen.map(({ observation }) => observation)),
      bounds: boundFigures(limits, seen),
      completion: completions[i]!,
    };
  });
  const { answer = null } = found ?? {};
  const outOfOrder = indices.filter((index) => {
    if (found === undefined || verdicts.has(index)) return false;
    const said = judge.judge(
      seenOf(index).map(({ observation }) => observation),
      ALARM,
    );
    return said === (shouldMeet(answer, index, request.find) ? "fails" : "meets");
  });
  return {
    seed,
    isComplete: found !== undefined,
    answer: answer === null ? null : values[answer]!,
    bracket: bracketOf(plan, tried),
    best: bestOf(plan, points),
    probability: found === undefined ? 0 : probabilityOf(plan, tried),
    settledBy: leastSure(tried),
    points,
    outOfOrder: outOfOrder.map((index) => values[index]!),
    replications: replications(),
  };
}

function verdictOf({ meets, settledBy, doubt }: Tried): PlanPoint["verdict"] {
  return { meets, settledBy, doubt };
}

/** The guarantee of the tests as a whole; where a value was settled by belief, what is left of it. */
function probabilityOf({ request }: Plan, tried: readonly Tried[]): number {
  if (tried.every(({ settledBy }) => settledBy !== "belief")) return request.confidence;
  return Math.max(0, 1 - tried.reduce((sum, { doubt }) => sum + doubt, 0));
}

function ruleOf({ request, values }: Plan, begin: number | undefined): SearchRule {
  const { find, confidence, replications } = request;
  return { ...replications, values: values.length, find, confidence, begin };
}

/** Values looked at for the chart, spread over the range and beside the answer [values]. */
const SPREAD = 6;

/** Values that the chart shows whether or not the search passed them: some over the range, and those beside the answer. */
function besideThe({ answer, tried }: Found, values: number): readonly number[] {
  const last = values - 1;
  const spread = Array.from({ length: SPREAD + 1 }, (_, i) => Math.round((i * last) / SPREAD));
  const near = answer === null ? [] : [-2, -1, 1, 2].map((by) => answer + by);
  const known = new Set(tried.map(({ value }) => value));
  return [...new Set([...spread, ...near])]
    .filter((index) => index >= 0 && index <= last && !known.has(index))
    .toSorted((a, b) => a - b);
}

/** Whether a value should meet the requirement where another one is the answer. */
function shouldMeet(answer: number | null, index: number, find: "smallest" | "largest"): boolean {
  if (answer === null) return false;
  return find === "smallest" ? index >= answer : index <= answer;
}

/** The value that comes nearest to the requirement; of equals, the one that is easiest to meet. */
function bestOf(plan: Plan, points: readonly PlanPoint[]): number | string | null {
  const { require, find } = plan.request;
  const bound = boundOf(plan);
  const miss = ({ figure: { value, high }, completion }: PlanPoint): number => {
    const isOpen = plan.request.mustFinish && completion.finished === false;
    if (value === null || isOpen) return Number.POSITIVE_INFINITY;
    // Few replications without a miss say little: what a share may be at most counts.
    return require.kind === "chance" ? (high ?? 1) : Math.abs(value - bound);
  };
  const place = (point: PlanPoint): number => {
    const index = plan.values.indexOf(point.value);
    return find === "smallest" ? -index : index;
  };
  const [best] = points.toSorted((a, b) => compare(miss(a), miss(b)) || place(a) - place(b));
  return best?.value ?? null;
}

/** The bound that the figures of the points are held against, in their unit: a share of misses, or the bound of the mean. */
export function boundOf({ request: { require } }: Plan): number {
  if (require.kind === "chance") return mostMissed(require.least);
  return require.limit.max ?? require.limit.min!;
}

/** Also for infinities, whose difference is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const WAYS: readonly SettledBy[] = ["test", "indifference", "belief"];

function leastSure(tried: readonly Tried[]): SettledBy {
  return WAYS.findLast((way) => tried.some(({ settledBy }) => settledBy === way)) ?? "test";
}
