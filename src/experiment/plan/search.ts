/**
 * Search with confidence. Looks at few replications of a few values bracket the answer: they cost little, promise nothing, and say
 * where it should be. Sequential tests on replications of their own then make sure of it: that value meets the requirement, and the
 * next harder one misses it. Where a test says otherwise the search goes on from there. Which values are tested, as long as every
 * verdict is right, depends on no replication that a test sees; so by the union bound over the tests the answer is right with the
 * probability asked for.
 *
 * @see Waeber, Frazier & Henderson, "Bisection search with noisy responses", SIAM J. Control Optim. 51 (2013), section 2: a
 *   sequential test at each point of a bisection
 */
import { guessPlace } from "./guess.js";
import type { Judge, Figure } from "./requirement.js";
import type { SearchRule } from "./search-rule.js";
import type { Observation, TestErrors } from "./value-test.js";

export type { SearchRule } from "./search-rule.js";

/** Gives the observations of replications `from` to `until` (exclusive) of a value, in order. */
export type Observe<O = Observation> = (
  value: number,
  from: number,
  until: number,
) => Promise<readonly O[]>;

/** How a value came to be judged: by its test, by being as near to the bound as makes no difference, or for want of more. */
export type SettledBy = "test" | "indifference" | "belief";

/** A value that was tried. */
export interface Tried {
  readonly value: number;
  readonly meets: boolean;
  readonly settledBy: SettledBy;
  /** Probability that the test of such a value goes wrong, at most; where belief settled it, about [0..1]. */
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

/** What a search knows while it goes on. */
export interface Known {
  readonly tried: readonly Tried[];
  /** The hardest value that is shown to meet the requirement, and the easiest that is shown to miss it; null: none yet. */
  readonly meets: number | null;
  readonly fails: number | null;
  /** The value that is looked at. */
  readonly value: number;
  /** Whether it is tested, or only helps to bracket the answer. */
  readonly isTest: boolean;
  /** Replications until the search is over, about. */
  readonly wanted: number;
}

/** Told what is known before each stretch of replications. */
export type Watch = (known: Known) => void;

/** Part of the whole error that verdicts "meets" may have: they need more replications than "fails" does. */
const FOR_MEETS = 0.7;
/** Parts of an error that the first tests with such a verdict may have: most searches make no more. */
const FIRST_TESTS = [0.5, 0.4] as const;

/** The error that the next test may have, after so many tests that had a part of it: half of what is left at each further one. */
function errorLeft(whole: number, tests: number): number {
  return whole * (FIRST_TESTS[tests] ?? 0.1 * 2 ** -(tests - FIRST_TESTS.length + 1));
}

/**
 * Finds the smallest or the largest value that meets a requirement, which takes it that all values on the far side of the answer
 * meet it as well.
 */
export async function searchValues<O>(
  rule: SearchRule,
  judge: Judge<O>,
  observe: Observe<O>,
  watch: Watch = () => undefined,
): Promise<Found> {
  // Places from the one that is hardest to meet on; the answer is the first that meets, or none.
  const at = (place: number): number =>
    rule.find === "smallest" ? place : rule.values - 1 - place;
  const tried: Tried[] = [];
  let fails = -1;
  let meets = rule.values;
  const tell = (value: number, isTest: boolean, wanted: number): void =>
    watch({
      tried,
      meets: meets < rule.values ? at(meets) : null,
      fails: fails >= 0 ? at(fails) : null,
      value,
      isTest,
      wanted,
    });
  const guess = await guessPlace(rule, judge, {
    begin: rule.begin === undefined ? undefined : at(rule.begin),
    observe(place, from, until) {
      tell(at(place), false, until - from);
      return observe(at(place), rule.max + from, rule.max + until);
    },
  });
  let next = Math.min(rule.values - 1, guess.place);
  for (let stride = 1; ;) {
    // A value that misses the requirement can only be wronged by "meets", and the other way round: each kind has an error of its own.
    const errors = {
      meets: errorLeft(FOR_MEETS * (1 - rule.confidence), count(tried, false)),
      fails: errorLeft((1 - FOR_MEETS) * (1 - rule.confidence), count(tried, true)),
    };
    const beside = (meetsNext: boolean): number =>
      guess.wantedAt(meetsNext ? next - 1 : next + 1, errors);
    const verdict = await testValue(at(next), errors, {
      rule,
      judge,
      observe,
      tell: (wanted, seemsMet) =>
        tell(at(next), true, wanted + (isLast(next, seemsMet) ? 0 : beside(seemsMet))),
    });
    tried.push(verdict);
    if (verdict.meets) meets = next;
    else fails = next;
    const isOpenAbove = meets === rule.values;
    const isOpenBelow = fails === -1;
    if (meets - fails <= 1) break;
    if (isOpenAbove) next = await guess.after(fails);
    else if (isOpenBelow) next = Math.max(meets - stride, 0);
    else next = (fails + meets) >> 1;
    stride *= 2;
  }
  return { answer: meets < rule.values ? at(meets) : null, tried };

  /** Whether a verdict on a place leaves nothing to test. */
  function isLast(place: number, isMet: boolean): boolean {
    return isMet ? place - fails <= 1 : meets - place <= 1;
  }
}

function count(tried: readonly Tried[], meets: boolean): number {
  return tried.filter((one) => one.meets === meets).length;
}

/** Whom a test asks, and whom it tells how many replications it still wants and what it comes to so far. */
interface Asked<O> {
  readonly rule: SearchRule;
  readonly judge: Judge<O>;
  readonly observe: Observe<O>;
  readonly tell: (wanted: number, seemsMet: boolean) => void;
}

/** Replications of one value, more and more until its test has a verdict. */
async function testValue<O>(value: number, errors: TestErrors, asked: Asked<O>): Promise<Tried> {
  const { rule, judge, observe, tell } = asked;
  const test = judge.startTest(errors, rule);
  const values: O[] = [];
  while (test.verdict() === "open" && values.length < rule.max) {
    tell(test.wanted(), values.length === 0 || judge.seems(values) === "meets");
    const more = await observe(value, values.length, test.nextLook());
    values.push(...more);
    test.take(more);
  }
  const figure = judge.figure(values);
  if (test.verdict() === "open") {
    const belief = judge.belief(values);
    const doubt = Math.min(belief, 1 - belief);
    return { value, meets: belief >= 0.5, settledBy: "belief", doubt, figure };
  }
  const meets = test.verdict() === "meets";
  return {
    value,
    meets,
    settledBy: test.isIndifferent() ? "indifference" : "test",
    // Were the verdict right, this is how often the test would give the other one.
    doubt: meets ? errors.fails : errors.meets,
    figure,
  };
}
