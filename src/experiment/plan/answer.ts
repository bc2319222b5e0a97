import { observeScenarios } from "../observe.js";
import { referenceTo, type ScenarioReference } from "../scenario-reference.js";
import type { BatchOptions } from "../run-batches.js";
import type { Plan } from "./prepare.js";
import { type Figure, judgeOf, mostMissed, type Observation } from "./requirement.js";
import {
  searchValues,
  type Found,
  type Observe,
  type SearchRule,
  type SettledBy,
  type Tried,
} from "./search.js";

/** A value of the knob and what was found of it. */
export interface PlanPoint {
  readonly value: number | string;
  /** Null where it was only looked at for the chart. */
  readonly verdict: Pick<Tried, "meets" | "settledBy" | "doubt"> | null;
  readonly figure: Figure;
}

/** The answer from one seed. */
export interface SeedAnswer {
  readonly seed: string;
  /** Null where no value meets the requirement. */
  readonly answer: number | string | null;
  /** The value that comes nearest to the requirement of those that were looked at. */
  readonly best: number | string;
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

/** The answer to a question of capacity: plain data, what reports are made from. */
export interface PlanAnswer {
  readonly scenario: ScenarioReference;
  readonly policy: string;
  readonly knob: string;
  readonly request: Plan["request"];
  readonly from: number | string;
  readonly to: number | string;
  readonly candidates: number;
  /** The bound that the figures of the points are held against, in their unit: a share of misses, or the bound of the mean. */
  readonly bound: number;
  readonly first: SeedAnswer;
  readonly second: SeedAnswer;
  /** Whether both seeds give the same answer. */
  readonly agree: boolean;
}

/** How an answer is sought. */
export interface AnswerOptions extends Omit<BatchOptions, "onRows"> {
  readonly seed: string;
  readonly secondSeed: string;
  /** Told before each stretch of replications. */
  readonly onLook?: (seed: string, value: number | string, replications: number) => void;
}

/**
 * Answers a question of capacity, and once more from a second seed.
 *
 * @throws Interrupted where the signal says so.
 */
export async function answerPlan(plan: Plan, options: AnswerOptions): Promise<PlanAnswer> {
  const { request, base, policy, knob, values } = plan;
  const first = await answerFromSeed(plan, options.seed, options);
  const second = await answerFromSeed(plan, options.secondSeed, options);
  return {
    scenario: referenceTo(base),
    policy,
    knob,
    request,
    from: values[0]!,
    to: values.at(-1)!,
    candidates: values.length,
    bound: boundOf(plan),
    first,
    second,
    agree: first.answer === second.answer,
  };
}

function boundOf({ request: { require } }: Plan): number {
  if (require.kind === "chance") return mostMissed(require.least);
  return require.limit.max ?? require.limit.min!;
}

/** Chance that a look beside the search raises a false alarm about the order. */
const ALARM = 0.001;

/** How the answer from one seed is sought. */
type SeedOptions = Omit<AnswerOptions, "seed" | "secondSeed">;

/**
 * Searches the values of a plan from one seed: the bare answer, by numbers of values.
 *
 * @throws Interrupted where the signal says so.
 */
export async function searchPlan(
  plan: Plan,
  seed: string,
  options: SeedOptions,
): Promise<{ readonly found: Found; readonly replications: number }> {
  const watched = observer(plan, seed, options);
  const found = await searchValues(ruleOf(plan), watched.judge, watched.observe);
  return { found, replications: watched.replications() };
}

/**
 * Answers a question of capacity from one seed, with what a chart shows besides.
 *
 * @throws Interrupted where the signal says so.
 */
export async function answerFromSeed(
  plan: Plan,
  seed: string,
  options: SeedOptions,
): Promise<SeedAnswer> {
  const { request, values } = plan;
  const { judge, observe, replications } = observer(plan, seed, options);
  const found = await searchValues(ruleOf(plan), judge, observe);
  const beside: (PlanPoint & { readonly contradicts: boolean })[] = [];
  for (const index of besideThe(found, values.length)) {
    const observed = await observe(index, 0, request.replications.min);
    const should = shouldMeet(found.answer, index, request.find);
    beside.push({
      value: values[index]!,
      verdict: null,
      figure: judge.figure(observed),
      contradicts: judge.judge(observed, ALARM) === (should ? "fails" : "meets"),
    });
  }
  const points = [...found.tried.map((tried) => pointOf(tried, values)), ...beside];
  const order = new Map(values.map((value, index) => [value, index]));
  return {
    seed,
    answer: found.answer === null ? null : values[found.answer]!,
    best: bestOf(plan, points),
    probability: Math.max(0, 1 - found.tried.reduce((sum, { doubt }) => sum + doubt, 0)),
    settledBy: leastSure(found.tried),
    points: points
      .map(({ value, verdict, figure }) => ({ value, verdict, figure }))
      .toSorted((a, b) => order.get(a.value)! - order.get(b.value)!),
    outOfOrder: beside.filter(({ contradicts }) => contradicts).map(({ value }) => value),
    replications: replications(),
  };
}

function ruleOf({ request, values }: Plan): SearchRule {
  const { find, confidence, replications } = request;
  return { ...replications, values: values.length, find, confidence };
}

/** Observes replications of the values of a plan and counts them. */
function observer(plan: Plan, seed: string, { onLook, ...options }: SeedOptions) {
  const judge = judgeOf(plan.request.require, plan.request.indifference);
  let replications = 0;
  const observe: Observe = async (index, from, until) => {
    onLook?.(seed, plan.values[index]!, until);
    const asked = { policy: plan.policy, from, until };
    const [observed] = await observeScenarios(
      [plan.scenarioAt(index, seed)],
      asked,
      ({ scalars }): Observation => judge.observe(scalars),
      options,
    );
    replications += until - from;
    return observed!;
  };
  return { judge, observe, replications: () => replications };
}

function pointOf({ value, figure, meets, settledBy, doubt }: Tried, values: Plan["values"]) {
  return { value: values[value]!, figure, verdict: { meets, settledBy, doubt } };
}

/** Values looked at for the chart, spread over the range and beside the answer [values]. */
const SPREAD = 6;

/** Values that the search passed over and that the chart shows all the same: some over the range, and those beside the answer. */
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
function bestOf(plan: Plan, points: readonly PlanPoint[]): number | string {
  const { require, find } = plan.request;
  const bound = boundOf(plan);
  const miss = ({ figure: { value } }: PlanPoint): number => {
    if (value === null) return Number.POSITIVE_INFINITY;
    return require.kind === "chance" ? value : Math.abs(value - bound);
  };
  const place = (point: PlanPoint): number => {
    const index = plan.values.indexOf(point.value);
    return find === "smallest" ? -index : index;
  };
  const [best] = points.toSorted((a, b) => compare(miss(a), miss(b)) || place(a) - place(b));
  return best!.value;
}

/** Also for infinities, whose difference is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const WAYS: readonly SettledBy[] = ["test", "indifference", "belief"];

function leastSure(tried: readonly Tried[]): SettledBy {
  return WAYS.findLast((way) => tried.some(({ settledBy }) => settledBy === way)) ?? "test";
}
