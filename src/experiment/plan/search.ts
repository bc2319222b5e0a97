/**
 * Search with confidence. A bisection by estimates, on replications of its own, says where the answer should be; sequential tests
 * then make sure of it: that value meets the requirement, and the next harder one misses it. Where a test says otherwise the
 * search goes on from there. Which values are tested, as long as every verdict is right, depends on no replication that a test
 * sees; so by the union bound over the tests the answer is right with the probability asked for.
 *
 * @see Waeber, Frazier & Henderson, "Bisection search with noisy responses", SIAM J. Control Optim. 51 (2013), section 2: a
 *   sequential test at each point of a bisection
 */
import type { Judge, Figure, Observation } from "./requirement.js";

/** What is searched, and how sure the answer has to be. */
export interface SearchRule {
  /** Values there are, numbered from 0. */
  readonly values: number;
  /** Whether the smallest number that meets the requirement is wanted, or the largest. */
  readonly find: "smallest" | "largest";
  readonly confidence: number;
  /** Replications of a value before the first look of its test, and at most. */
  readonly min: number;
  readonly max: number;
}

/** Gives the observations of replications `from` to `until` (exclusive) of a value, in order. */
export type Observe = (
  value: number,
  from: number,
  until: number,
) => Promise<readonly Observation[]>;

/** How a value came to be judged: by its test, by being as near to the bound as makes no difference, or for want of more. */
export type SettledBy = "test" | "indifference" | "belief";

/** A value that was tried. */
export interface Tried {
  readonly value: number;
  readonly meets: boolean;
  readonly settledBy: SettledBy;
  /** Probability that the verdict is wrong, at most; where belief settled it, about [0..1]. */
  readonly doubt: number;
  readonly figure: Figure;
}

/** What a search found. */
export interface Found {
  /** Null where no value meets the requirement. */
  readonly answer: number | null;
  /** In the order in which they were tried. */
  readonly tried: readonly Tried[];
}

/** Growth of the number of replications from one look to the next. */
const GROWTH = 1.5;

/** Parts of the error that the first two tests may have, which is all that most searches make. */
const FIRST_TESTS = 0.4;

/** Part of the whole error that the n-th test may have: 0.4, 0.4, and half of what is left at each further one. */
function partOf(test: number): number {
  return test < 2 ? FIRST_TESTS : (1 - 2 * FIRST_TESTS) / 2 ** (test - 1);
}

/**
 * Finds the smallest or the largest value that meets a requirement, which takes it that all values on the far side of the answer
 * meet it as well.
 */
export async function searchValues(
  rule: SearchRule,
  judge: Judge,
  observe: Observe,
): Promise<Found> {
  // Places from the one that is hardest to meet on; the answer is the first that meets, or none.
  const at = (place: number): number =>
    rule.find === "smallest" ? place : rule.values - 1 - place;
  const asked = { rule, judge, observe };
  const tried: Tried[] = [];
  let fails = -1;
  let meets = rule.values;
  let next = Math.min(rule.values - 1, await guess(asked, at));
  for (let stride = 1; meets - fails > 1;) {
    const alpha = (1 - rule.confidence) * partOf(tried.length);
    const verdict = await testValue(at(next), alpha, asked);
    tried.push(verdict);
    if (verdict.meets) meets = next;
    else fails = next;
    const isOpenAbove = meets === rule.values;
    const isOpenBelow = fails === -1;
    if (isOpenAbove) next = Math.min(fails + stride, rule.values - 1);
    else if (isOpenBelow) next = Math.max(meets - stride, 0);
    else next = (fails + meets) >> 1;
    stride *= 2;
  }
  return { answer: meets < rule.values ? at(meets) : null, tried };
}

/** The place at which the answer should be, by estimates: the number of places where it should be none. */
async function guess({ rule, judge, observe }: Asked, at: (place: number) => number) {
  let low = 0;
  let high = rule.values;
  while (low < high) {
    const middle = (low + high) >> 1;
    const values = await observe(at(middle), rule.max, rule.max + Math.max(rule.min, judge.rough));
    if (judge.seemsMet(values)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whom a test asks. */
interface Asked {
  readonly rule: SearchRule;
  readonly judge: Judge;
  readonly observe: Observe;
}

/** Replications of one value, more and more until its test has a verdict. */
async function testValue(value: number, alpha: number, asked: Asked): Promise<Tried> {
  const { rule, judge, observe } = asked;
  const looks = looksOf(rule);
  const values: Observation[] = [];
  const each = alpha / looks.length;
  for (const [index, until] of looks.entries()) {
    values.push(...(await observe(value, values.length, until)));
    const doubt = each * (index + 1);
    const verdict = judge.judge(values, each);
    if (verdict !== "open") {
      return {
        value,
        meets: verdict === "meets",
        settledBy: "test",
        doubt,
        figure: judge.figure(values),
      };
    }
    if (judge.isNear(values, each)) {
      const meets = judge.belief(values) >= 0.5;
      return { value, meets, settledBy: "indifference", doubt, figure: judge.figure(values) };
    }
  }
  const belief = judge.belief(values);
  return {
    value,
    meets: belief >= 0.5,
    settledBy: "belief",
    doubt: Math.min(belief, 1 - belief),
    figure: judge.figure(values),
  };
}

/** Numbers of replications at which a test looks. */
function looksOf({ min, max }: SearchRule): readonly number[] {
  const looks: number[] = [];
  for (let next = min; next < max; next = Math.ceil(next * GROWTH)) looks.push(next);
  return [...looks, max];
}
