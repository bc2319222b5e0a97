/** The tests of one value: they see more and more of its replications, and stop as soon as they have a verdict. */
import { startShareTest } from "../../stats/share-test.js";

/** What one replication says: a figure, or null where the metric does not apply, which no requirement takes for met. */
export type Observation = number | null;

/** What the replications at a value say; `open`: more are needed. */
export type Verdict = "meets" | "fails" | "open";

/** How often a test may give a wrong verdict. */
export interface TestErrors {
  /** Probability of "meets" where the requirement is missed, at most. */
  readonly meets: number;
  /** Probability of "fails" where the requirement is met, at most. */
  readonly fails: number;
}

/** How long a test goes on. */
export interface Effort {
  /** Replications before its first verdict, and at most. */
  readonly min: number;
  readonly max: number;
  /** How near to its bound a figure may be judged either way; null for none. */
  readonly indifference: number | null;
}

/** A test of one value, by what each replication says of it. */
export interface ValueTest<O = Observation> {
  /** Takes the observations of the next replications, in order. */
  readonly take: (values: readonly O[]) => void;
  readonly verdict: () => Verdict;
  /** Whether only a figure outside the indifference would make the verdict wrong. */
  readonly isIndifferent: () => boolean;
  /** Replications, in all, at which to look next. */
  readonly nextLook: () => number;
  /** Replications more until there is a verdict, about; where the figure is at its bound, as many as there may be. */
  readonly wanted: () => number;
}

/** Growth of the number of replications from one look to the next. */
const GROWTH = 1.5;

/**
 * Tests whether replications miss their bounds with a share of at most `most`. Any look is as good as any other: the test of a share
 * holds its errors whenever it stops.
 */
export function startChanceTest(
  most: number,
  { meets, fails }: TestErrors,
  { min, max, indifference }: Effort,
): ValueTest {
  const testOf = (bound: number) =>
    startShareTest({ bound, atMost: meets, above: fails, most: max });
  const strict = testOf(most);
  // Where either verdict will do within a zone, each is tested against its far end.
  const zone = indifference === null ? 0 : indifference;
  const lenient = {
    meets: zone === 0 ? strict : testOf(Math.min(most + zone, (1 + most) / 2)),
    fails: zone === 0 ? strict : testOf(Math.max(most - zone, most / 2)),
  };
  let [n, missed] = [0, 0];
  const verdict = (): Verdict => {
    if (n < Math.min(min, max)) return "open";
    if (lenient.meets.verdict === "at-most") return "meets";
    return lenient.fails.verdict === "above" ? "fails" : "open";
  };
  const wanted = (): number => {
    if (verdict() !== "open") return 0;
    const left = Math.min(
      lenient.meets.trialsWanted(n === 0 ? 0 : missed / n),
      lenient.fails.trialsWanted(n === 0 ? 0 : missed / n),
    );
    return Math.min(max - n, Math.max(left, Math.min(min, max) - n, 1));
  };
  return {
    take(values) {
      for (const value of values) {
        // Verdicts rest on the replications in their order, however many came at once.
        if (verdict() !== "open") break;
        n += 1;
        if (value !== 0) missed += 1;
        for (const test of new Set([strict, lenient.meets, lenient.fails])) test.add(value !== 0);
      }
    },
    verdict,
    isIndifferent() {
      const found = verdict();
      return found !== "open" && strict.verdict !== (found === "meets" ? "at-most" : "above");
    },
    nextLook() {
      if (n < min) return Math.min(min, max);
      const soonest = missed === 0 ? n + lenient.meets.trialsWanted(0) : max;
      return Math.min(max, soonest, Math.ceil(n * GROWTH));
    },
    wanted,
  };
}

/** A mean that is tested: between which bounds it should be, and the interval of its replications. */
export interface MeanBounds {
  readonly low: number;
  readonly high: number;
  /** Each end is beyond the true mean with probability `alpha` at most; undefined where the metric does not always apply. */
  readonly interval: (
    values: readonly Observation[],
    alpha: number,
  ) => { readonly low: number; readonly high: number } | undefined;
}

/** Tests whether a mean is between its bounds, at looks that are settled beforehand; the errors are spread evenly over them. */
export function startMeanTest(
  { low, high, interval }: MeanBounds,
  { meets, fails }: TestErrors,
  { min, max, indifference }: Effort,
): ValueTest {
  const looks = looksOf(min, max);
  const values: Observation[] = [];
  let [verdict, isIndifferent]: [Verdict, boolean] = ["open", false];
  const look = (): void => {
    const found = interval(values, meets / looks.length);
    const wide = interval(values, fails / looks.length);
    if (found === undefined || wide === undefined) verdict = "fails";
    else if (found.low >= low && found.high <= high) verdict = "meets";
    else if (wide.high < low || wide.low > high) verdict = "fails";
    else if (isNear(wide)) {
      isIndifferent = true;
      const centre = (wide.low + wide.high) / 2;
      verdict = centre >= low && centre <= high ? "meets" : "fails";
    }
  };
  const isNear = (found: { readonly low: number; readonly high: number }): boolean =>
    indifference !== null &&
    [low, high].some(
      (bound) => found.low >= bound - indifference && found.high <= bound + indifference,
    );
  return {
    take(more) {
      for (const value of more) {
        if (verdict !== "open") return;
        values.push(value);
        if (looks.includes(values.length)) look();
      }
    },
    verdict: () => verdict,
    isIndifferent: () => isIndifferent,
    nextLook: () => looks.find((one) => one > values.length) ?? max,
    wanted() {
      if (verdict !== "open") return 0;
      const found = values.length < 2 ? undefined : interval(values, meets / looks.length);
      const first = looks[0]! - values.length;
      if (found === undefined || !Number.isFinite(found.low)) return Math.max(1, first);
      const centre = (found.low + found.high) / 2;
      const distance = Math.min(Math.abs(centre - low), Math.abs(high - centre));
      // Half-widths fall with the root of the number.
      const all = values.length * ((found.high - found.low) / 2 / distance) ** 2;
      return Math.max(1, Math.min(max - values.length, Math.ceil(all) - values.length));
    },
  };
}

/** Numbers of replications at which a test looks. */
function looksOf(min: number, max: number): readonly number[] {
  const looks: number[] = [];
  for (let next = min; next < max; next = Math.ceil(next * GROWTH)) looks.push(next);
  return [...looks, max];
}
