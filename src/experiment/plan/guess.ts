/** Where an answer should be, by few replications of a few values: no promise, only a place at which tests begin. */
import type { Judge } from "./requirement.js";
import type { SearchRule } from "./search-rule.js";
import type { TestErrors, Verdict } from "./value-test.js";

/** Replications of a value that is looked at first. */
const FIRST = 5;

/** How many times as many are looked at where a first guess has failed. */
const CLOSER = 3;

/** Gives replications of a place that no test sees, numbered from 0. */
type Look<O> = (place: number, from: number, until: number) => Promise<readonly O[]>;

/** How a place is guessed. */
interface Guessing<O> {
  /** Where to begin; by default a bisection of all places says it. */
  readonly begin: number | undefined;
  readonly observe: Look<O>;
}

/** A guess. */
export interface Guess {
  /** Where the answer should be: the number of places where it should be none. */
  readonly place: number;
  /**
   * Where to go on after places up to one were shown to fail, against the guess. The easiest place comes first where it seems to
   * fail as well: then there is no answer, and no other place need be tested.
   */
  readonly after: (fails: number) => Promise<number>;
  /** Replications that the test of a place would take, about, by what was seen of it. */
  readonly wantedAt: (place: number, errors: TestErrors) => number;
}

/** Guesses: a bisection by very few replications of each place, then a closer look at the place it ends at and those beside it. */
export async function guessPlace<O>(
  rule: SearchRule,
  judge: Judge<O>,
  { begin, observe }: Guessing<O>,
): Promise<Guess> {
  const seen = new Map<number, readonly O[]>();
  /** Looks at a place until it seems clear, with `enough` replications at least. */
  const meetsAt = async (place: number, enough: number): Promise<boolean> => {
    let values = seen.get(place) ?? [];
    let verdict: Verdict = "open";
    for (let until = enough; verdict === "open"; until = Math.ceil(1.5 * until)) {
      if (until > values.length) {
        values = [...values, ...(await observe(place, values.length, until))];
        seen.set(place, values);
      }
      verdict = judge.seems(values);
    }
    return verdict === "meets";
  };
  const first = begin ?? (await bisected(0, rule.values, (place) => meetsAt(place, FIRST)));
  const place = await closer(first, rule.values, (one) => meetsAt(one, judge.rough));
  const closely = (one: number): Promise<boolean> => meetsAt(one, CLOSER * judge.rough);
  return {
    place,
    async after(fails) {
      const last = rule.values - 1;
      if (fails + 1 >= last || !(await closely(last))) return last;
      return Math.min(last, await closer(fails + 1, rule.values, closely));
    },
    wantedAt(one, errors) {
      const test = judge.startTest(errors, rule);
      // What was seen says how soon the test would end; it begins anew all the same.
      const values = seen.get(one);
      if (values === undefined) return rule.min;
      test.take(values);
      return Math.max(rule.min, test.wanted() + (test.verdict() === "open" ? values.length : 0));
    },
  };
}

/** The first place from which on the requirement is met, between two of which the upper one counts as met. */
async function bisected(
  from: number,
  until: number,
  meetsAt: (place: number) => Promise<boolean>,
): Promise<number> {
  let [low, high] = [from, until];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await meetsAt(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A closer look from a place on: upwards in growing strides while it does not do, and down again between the last two. */
async function closer(
  first: number,
  places: number,
  meetsAt: (place: number) => Promise<boolean>,
): Promise<number> {
  let [fails, next] = [first - 1, first];
  for (let stride = 1; next < places; stride *= 2) {
    if (await meetsAt(next)) return bisected(fails + 1, next, meetsAt);
    fails = next;
    next = Math.min(places - 1, next + stride);
    if (next === fails) break;
  }
  return fails === places - 1 ? places : first;
}
